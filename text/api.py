"""What other packages may use of ``text``. Importing it is cheap: dictionaries are read at first use."""

from text.analysis import VERSION, TextResult, analyse, results_version
from text.categories import categories
from text.language import language, languages, sentences
from text.masking import MASK_VERSION, TOKENS, mask, mask_many, mask_spans
from text.models import LEAST_TO_LEARN, Answering, Unsure, answering, most_to_learn, use_model
from text.questions import asking
from text.refused_reports import error_report, refused_report
from text.script_files import STRICTNESS, Criterion, Script, load_script, load_scripts, script_of
from text.scripts import CHECK_VERSION, Finding, Utterance, check_script
from text.sentiment import SentenceSentiment, Sentiment, sentiment, sentiments
from text.spans import Span
from text.taxonomy import Category, Parent, Taxonomy, load_taxonomy, taxonomy_of
from text.template_replies import Reply, template_replies
from text.themes import Said, Theme, themes

__all__ = [
    "CHECK_VERSION", "LEAST_TO_LEARN", "MASK_VERSION", "STRICTNESS", "TOKENS", "VERSION", "Answering",
    "Category",
    "Criterion", "Finding", "Parent", "Reply", "Said", "Script", "SentenceSentiment", "Sentiment", "Span",
    "Taxonomy", "TextResult", "Theme", "Unsure", "Utterance", "analyse", "answering", "asking",
    "categories", "check_script", "error_report", "language", "languages", "load_script", "load_scripts",
    "load_taxonomy", "mask", "mask_many", "mask_spans",
    "most_to_learn", "refused_report", "results_version", "script_of",
    "sentences", "sentiment", "sentiments", "taxonomy_of", "template_replies", "themes", "use_model",
]  # fmt: skip
