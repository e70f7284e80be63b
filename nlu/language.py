"""Whether a message is written in another language than English.

Plain signs only: the script, and the small words that every sentence of a language is full of.
A single foreign word ('hola', 'danke') is no sign unless it asks by itself ('nedir'), nor is a name
or a slip of the keys.
"""

from __future__ import annotations

import re
import unicodedata

from nlu.spelling import english_words

_SMALL_WORDS = {
    "German": "ich ist das der die und nicht sie wie kann mir mein wir auf für mit ein eine den "
    "dem des zu zum zur sind haben hat wird werden oder aber auch nach von bei heißt bedeutet "
    "zwischen unterschied welche welches was wer warum können möchte brauche gibt es im sprechen "
    "sprichst deutsch bitte helfen kostet wieviel viel",
    "Spanish": "el la los las que qué es de del un una por para con cómo cuál cuáles son en y no "
    "se su mi quiero necesito puede puedo entre hay está diferencia significa ventajas hola "
    "gracias usted ustedes cuanto cuánto donde dónde porque cuesta habla hablas español ayuda "
    "ayudar buenos buenas",
    "French": "le la les est que qui quoi des du un une pour avec dans sur et ou je vous nous tu "
    "ne pas quel quelle quels quelles comment pourquoi entre différence c'est qu'est-ce sont mon "
    "votre avez peux voudrais signifie avantages bonjour merci pouvez pouvez-vous parlez-vous "
    "m'aider aider français combien coûte s'il",
    "Portuguese": "o os as que é de do da dos das um uma para com como qual quais são em e não se "
    "eu você quero preciso pode posso entre diferença significa vantagens quanto custa fala falar "
    "português ajudar olá obrigado",
    "Italian": "il lo la gli le che è di del della un una per con come quale quali sono in e non "
    "si io mi voglio posso tra differenza significa vantaggi cosa cos'è perché quanto costa parla "
    "parli italiano aiutare ciao buongiorno",
    "Dutch": "de het een en is niet ik je wat hoe kan mij mijn wij voor met van zijn wordt of maar "
    "ook tussen verschil betekent waarom welke heeft hebben spreekt kost nederlands helpen",
    "Tagalog": "ang ng mga sa ba po ano ako ikaw siya kayo ito ay hindi may kung paano bakit para "
    "pwede gusto ko mo",
    "Hindi": "kya hai hota hain ka ki ke mein mujhe batao kaise kyu kyun aap hum nahi aur matlab "
    "bataiye karte chahiye",
    "Indonesian": "apa itu adalah yang dan di ke dari untuk dengan saya anda bagaimana mengapa "
    "tidak bisa antara perbedaan",
    "Turkish": "nedir ve bir bu için ile nasıl neden hangi arasındaki fark var değil mı ne kadar "
    "bana türkçe merhaba",
}
_SHARED = frozenset(
    word
    for word in [
        "a",
        "as",
        "an",
        "in",
        "is",
        "of",
        "on",
        "or",
        "so",
        "we",
        "me",
        "he",
        "do",
        "no",
        "to",
        "i",
        "e",
        "y",
        "o",
        "per",
        "but",
        "la",
        "was",
    ]
)
"""Small words that are English ones too, or single letters, and so tell nothing."""

_FOREIGN = frozenset(word for words in _SMALL_WORDS.values() for word in words.split()) - _SHARED
_TELLING = frozenset(
    ["nedir", "sprechen", "bedeutet", "pouvez-vous", "parlez-vous", "qu'est-ce", "cos'è", "türkçe"]
)
"""Words that tell the language all by themselves: neither English nor part of a name."""

_ENGLISH = frozenset(
    [
        "the",
        "is",
        "are",
        "of",
        "and",
        "to",
        "what",
        "how",
        "do",
        "does",
        "can",
        "you",
        "i",
        "we",
        "my",
        "our",
        "for",
        "with",
        "between",
        "which",
        "why",
        "when",
        "who",
        "it",
        "this",
        "that",
        "a",
        "an",
        "in",
        "on",
        "be",
        "should",
        "would",
        "have",
        "has",
        "me",
        "tell",
        "explain",
        "from",
        "or",
        "about",
        "not",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FEWEST_SIGNS = 2


def is_foreign(text: str) -> bool:
    """Whether a text is, by its script or its small words, not English."""
    letters = [sign for sign in text if sign.isalpha()]
    if not letters:
        return False
    foreign_letters = sum("LATIN" not in unicodedata.name(sign, "") for sign in letters)
    if 3 * foreign_letters >= len(letters):
        return True
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    signs = sum((word in _FOREIGN) + (word in _TELLING) for word in words)
    english = sum(word in _ENGLISH or (word in english_words() and len(word) > 4) for word in words)
    return signs >= _FEWEST_SIGNS and signs > english
