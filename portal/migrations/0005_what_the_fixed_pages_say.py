"""The pages whose words stand in templates get rows, so that the search finds them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_words_that_most_texts_have")]

    operations = [
        migrations.CreateModel(
            name="FixedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField()),
            ],
            options={"ordering": ["name"]},
        ),
    ]
