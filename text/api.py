"""What other packages may use of ``text``. Importing it is cheap: dictionaries are read at first use."""

from text.analysis import VERSION, TextResult, analyse, results_version
from text.categories import categories
from text.language import language, languages, sentences
from text.masking import MASK_VERSION, TOKENS, mask, mask_many, mask_spans
from text.script_files import Criterion, Script, load_scripts
from text.scripts import Finding, Utterance, check_script
from text.sentiment import Sentiment, sentiment
from text.spans import Span
from text.taxonomy import Category, Parent, Taxonomy, load_taxonomy

__all__ = [
    "MASK_VERSION", "TOKENS", "VERSION",
    "Category", "Criterion", "Finding", "Parent", "Script", "Sentiment", "Span", "Taxonomy", "TextResult",
    "Utterance", "analyse", "categories", "check_script", "language", "languages", "load_scripts",
    "load_taxonomy", "mask", "mask_many", "mask_spans", "results_version", "sentences", "sentiment",
]  # fmt: skip
