"""Search a folder of news articles."""

import warnings

# Whoosh 2.7.4 predates Python 3.12's warnings for its escapes; they are no business of a user's.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=".*whoosh.*")

__version__ = "0.1.0"
