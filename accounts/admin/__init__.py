from accounts.admin import organisations, people

__all__ = ["organisations", "people"]
