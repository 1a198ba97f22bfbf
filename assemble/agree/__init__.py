"""Do the texts of an issue agree: its languages with each other, and each with itself?"""
