"""The fixed words around a translated text, in the languages that we know them in.

A language that is not here gets the English ones, marked as English. Who adds a language adds
its words to the table below.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

from core.languages import direction_of

FALLBACK = "en"


@dataclass(frozen=True)
class Words:
    """The labels of a translated page. `language` is the labels' own, which may be English."""

    language: str
    date_form: str
    hearing: str
    brief: str
    what: str
    why: str
    who: str
    influence: str
    decided: str
    afterwards: str
    deadline: str
    # What stands under the number of days: for 1 and for more, or as Arabic counts.
    days: tuple[str, ...]
    today: str
    days_left: str
    last_day: str
    until: str
    days_to_opening: str
    opens_today: str
    opens: str
    closed: str
    was: str
    settled: str
    withdrawn: str
    answer: str
    any_language: str
    form_languages: str
    call: str
    documents: str
    documents_are_danish: str
    translated: str
    outdated: str
    read_danish: str
    other_languages: str

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def day_word(self, number: int) -> str:
        """Return the word for so many days: 1 -> day, 3 -> days; Arabic has a dual and more."""
        if len(self.days) <= 2:
            return self.days[0] if number == 1 else self.days[-1]
        one, two, few, many = self.days
        if number == 2:
            return two
        rest = number % 100
        return few if 3 <= rest <= 10 else many if rest > 10 else one

    def spoken(self, day: date) -> str:
        """Return a date as people say it in the language of these words."""
        with override(self.language):
            return date_format(day, self.date_form)


_ALL = (
    Words(
        language="en",
        date_form="l j F Y",
        hearing="Hearing no. {number}",
        brief="In short",
        what="What",
        why="Why",
        who="Who is affected",
        influence="What you can influence",
        decided="Already decided",
        afterwards="Afterwards",
        deadline="Deadline",
        days=("day", "days"),
        today="Today",
        days_left="left to answer",
        last_day="Last day to answer",
        until="The deadline is {date}. The whole day is included.",
        days_to_opening="until it opens",
        opens_today="It opens today",
        opens="You can answer from {first} until and including {last}.",
        closed="The deadline has passed",
        was="The deadline was {date}.",
        settled="Decided",
        withdrawn="The proposal has been withdrawn",
        answer="Respond to the hearing",
        any_language="You may write in any language. You do not need to log in.",
        form_languages="The form itself is in Danish and English.",
        call="Would you rather talk? Call us, and we write your answer down together with you:",
        documents="Documents",
        documents_are_danish="The documents are in Danish.",
        translated="This is a translation. The Danish text decides.",
        outdated="The Danish text has changed since this was translated. The Danish text decides.",
        read_danish="Read in Danish",
        other_languages="In other languages",
    ),
    Words(
        language="tr",
        date_form="j F Y, l",
        hearing="Görüş sorma süreci no. {number}",
        brief="Kısaca",
        what="Ne",
        why="Neden",
        who="Kimleri etkiliyor",
        influence="Neyi etkileyebilirsiniz",
        decided="Neye zaten karar verildi",
        afterwards="Sonra ne olacak",
        deadline="Son tarih",
        days=("gün",),
        today="Bugün",
        days_left="yanıt vermek için kalan süre",
        last_day="Yanıt vermek için son gün",
        until="Son tarih: {date}. Bu gün de dahildir.",
        days_to_opening="başlamasına kalan süre",
        opens_today="Bugün başlıyor",
        opens="Yanıt verebileceğiniz ilk gün {first}, son gün {last}.",
        closed="Süre doldu",
        was="Son tarih: {date}.",
        settled="Karar verildi",
        withdrawn="Öneri geri çekildi",
        answer="Yanıt yazın",
        any_language="Yanıtınızı istediğiniz dilde yazabilirsiniz. Oturum açmanız gerekmez.",
        form_languages="Form Danca ve İngilizcedir.",
        call="Konuşmayı mı tercih edersiniz? Bizi arayın, yanıtınızı birlikte yazalım:",
        documents="Belgeler",
        documents_are_danish="Belgeler Dancadır.",
        translated="Bu bir çeviridir. Danca metin esas alınır.",
        outdated="Danca metin bu çeviriden sonra değişti. Danca metin esas alınır.",
        read_danish="Danca okuyun",
        other_languages="Diğer dillerde",
    ),
    Words(
        language="ar",
        date_form="l j F Y",
        hearing="تشاور عام رقم {number}",
        brief="باختصار",
        what="ماذا",
        why="لماذا",
        who="من يعنيه الأمر",
        influence="ما يمكنك التأثير فيه",
        decided="ما تقرر من قبل",
        afterwards="ماذا يحدث بعد ذلك",
        deadline="الموعد الأخير",
        days=("يوم", "يومان", "أيام", "يومًا"),
        today="اليوم",
        days_left="متبقية للرد",
        last_day="اليوم الأخير للرد",
        until="الموعد الأخير هو {date}، وهذا اليوم محسوب بكامله.",
        days_to_opening="حتى يُفتح باب الرد",
        opens_today="يُفتح باب الرد اليوم",
        opens="يمكنك الرد من {first} حتى نهاية {last}.",
        closed="انتهى الموعد",
        was="كان الموعد الأخير {date}.",
        settled="صدر القرار",
        withdrawn="سُحب المقترح",
        answer="اكتب ردّك",
        any_language="يمكنك أن تكتب بأي لغة تشاء. لا تحتاج إلى تسجيل الدخول.",
        form_languages="النموذج نفسه بالدنماركية والإنجليزية.",
        call="هل تفضّل التحدث؟ اتصل بنا، ونكتب ردّك معك:",
        documents="الوثائق",
        documents_are_danish="الوثائق باللغة الدنماركية.",
        translated="هذه ترجمة. النص الدنماركي هو المعتمد.",
        outdated="تغيّر النص الدنماركي بعد هذه الترجمة. النص الدنماركي هو المعتمد.",
        read_danish="اقرأ النص بالدنماركية",
        other_languages="بلغات أخرى",
    ),
    Words(
        language="ur",
        date_form="l، j F Y",
        hearing="عوامی مشاورت نمبر {number}",
        brief="مختصراً",
        what="کیا",
        why="کیوں",
        who="کون متاثر ہوگا",
        influence="آپ کس بات پر اثر ڈال سکتے ہیں",
        decided="کیا پہلے ہی طے ہو چکا ہے",
        afterwards="اس کے بعد کیا ہوگا",
        deadline="آخری تاریخ",
        days=("دن",),
        today="آج",
        days_left="جواب دینے کے لیے باقی",
        last_day="جواب دینے کا آخری دن",
        until="آخری تاریخ {date} ہے۔ یہ پورا دن شامل ہے۔",
        days_to_opening="جواب کا آغاز ہونے میں باقی",
        opens_today="جواب کا آغاز آج ہو رہا ہے",
        opens="آپ {first} سے {last} تک جواب دے سکتے ہیں، آخری دن بھی شامل ہے۔",
        closed="مدت ختم ہو چکی ہے",
        was="آخری تاریخ {date} تھی۔",
        settled="فیصلہ ہو چکا ہے",
        withdrawn="تجویز واپس لے لی گئی ہے",
        answer="اپنا جواب لکھیں",
        any_language="آپ کسی بھی زبان میں لکھ سکتے ہیں۔ لاگ اِن کرنے کی ضرورت نہیں۔",
        form_languages="فارم خود ڈینش اور انگریزی میں ہے۔",
        call="کیا آپ بات کرنا پسند کریں گے؟ ہمیں فون کریں، ہم آپ کا جواب آپ کے ساتھ لکھیں گے:",
        documents="دستاویزات",
        documents_are_danish="دستاویزات ڈینش زبان میں ہیں۔",
        translated="یہ ترجمہ ہے۔ ڈینش متن ہی معتبر ہے۔",
        outdated="اس ترجمے کے بعد ڈینش متن بدل گیا ہے۔ ڈینش متن ہی معتبر ہے۔",
        read_danish="ڈینش میں پڑھیں",
        other_languages="دوسری زبانوں میں",
    ),
    Words(
        language="pl",
        date_form="j E Y",
        hearing="Konsultacje nr {number}",
        brief="W skrócie",
        what="Co",
        why="Dlaczego",
        who="Kogo to dotyczy",
        influence="Na co masz wpływ",
        decided="Co już postanowiono",
        afterwards="Co będzie potem",
        deadline="Termin",
        days=("dzień", "dni"),
        today="Dziś",
        days_left="na odpowiedź",
        last_day="Ostatni dzień na odpowiedź",
        until="Ostatni dzień: {date}. Ten dzień jest wliczony w całości.",
        days_to_opening="do rozpoczęcia",
        opens_today="Rozpoczyna się dziś",
        opens="Pierwszy dzień na odpowiedź: {first}. Ostatni dzień: {last}.",
        closed="Termin minął",
        was="Ostatni dzień: {date}.",
        settled="Podjęto decyzję",
        withdrawn="Propozycję wycofano",
        answer="Napisz odpowiedź",
        any_language="Możesz pisać w dowolnym języku. Nie musisz się logować.",
        form_languages="Sam formularz jest po duńsku i angielsku.",
        call="Wolisz porozmawiać? Zadzwoń, a zapiszemy odpowiedź razem z Tobą:",
        documents="Dokumenty",
        documents_are_danish="Dokumenty są w języku duńskim.",
        translated="To jest tłumaczenie. Rozstrzyga tekst duński.",
        outdated="Tekst duński zmienił się po tym tłumaczeniu. Rozstrzyga tekst duński.",
        read_danish="Czytaj po duńsku",
        other_languages="W innych językach",
    ),
    Words(
        language="de",
        date_form="l, j. F Y",
        hearing="Anhörung Nr. {number}",
        brief="Kurz gesagt",
        what="Was",
        why="Warum",
        who="Wen es betrifft",
        influence="Was Sie beeinflussen können",
        decided="Was schon entschieden ist",
        afterwards="Wie es weitergeht",
        deadline="Frist",
        days=("Tag", "Tage"),
        today="Heute",
        days_left="Zeit für Ihre Antwort",
        last_day="Letzter Tag für Ihre Antwort",
        until="Letzter Tag: {date}. Der ganze Tag zählt mit.",
        days_to_opening="bis zum Beginn",
        opens_today="Beginnt heute",
        opens="Erster Tag für Ihre Antwort: {first}. Letzter Tag: {last}.",
        closed="Die Frist ist abgelaufen",
        was="Letzter Tag: {date}.",
        settled="Entschieden",
        withdrawn="Der Vorschlag wurde zurückgezogen",
        answer="Antwort schreiben",
        any_language="Sie können in jeder Sprache schreiben. Sie müssen sich nicht anmelden.",
        form_languages="Das Formular selbst ist auf Dänisch und Englisch.",
        call="Möchten Sie lieber sprechen? Rufen Sie an, wir schreiben gemeinsam mit Ihnen:",
        documents="Dokumente",
        documents_are_danish="Die Dokumente sind auf Dänisch.",
        translated="Dies ist eine Übersetzung. Maßgeblich ist der dänische Text.",
        outdated="Der dänische Text wurde nach dieser Übersetzung geändert. "
        "Maßgeblich ist der dänische Text.",
        read_danish="Auf Dänisch lesen",
        other_languages="In anderen Sprachen",
    ),
)
WORDS = {words.language: words for words in _ALL}


def words_in(language: str) -> Words:
    """Return the labels in a language, in its main form (de for de-at), else in English."""
    return WORDS.get(language) or WORDS.get(language.partition("-")[0]) or WORDS[FALLBACK]
