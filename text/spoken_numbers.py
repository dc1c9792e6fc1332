"""Number words of Russian, Kazakh (also in Russian or Latin letters) and English, with their values."""

VALUES: dict[int, str] = {
    0: "ноль нуль ноля нуля нулей нолей нолик нөл нол нөлі nol zero oh",
    1: "один одна одно одного одной одному одним единица единичка бір бир bir one",
    2: "два две двух двум двумя двойка двоечка екі еки eki two",
    3: "три трех трёх трем трём тремя тройка троечка үш уш ush úsh three",
    4: "четыре четырех четырёх четырем четырьмя четверка четвёрка төрт торт tort tórt four",
    5: "пять пяти пятью пятерка пятёрка бес bes five",
    6: "шесть шести шестью шестерка шестёрка алты алти alty altı six",
    7: "семь семи семью семерка семёрка жеті жети jeti zheti seven",
    8: "восемь восьми восьмью восемью восьмерка восьмёрка сегіз сегиз segiz eight",
    9: "девять девяти девятью девятка тоғыз тогыз togyz toğyz nine",
    10: "десять десяти ten",
    11: "одиннадцать одинадцать одиннадцати eleven",
    12: "двенадцать двенадцати twelve",
    13: "тринадцать тринадцати thirteen",
    14: "четырнадцать четырнадцати fourteen",
    15: "пятнадцать пятнадцати fifteen",
    16: "шестнадцать шестнадцати sixteen",
    17: "семнадцать семнадцати seventeen",
    18: "восемнадцать восемнадцати eighteen",
    19: "девятнадцать девятнадцати nineteen",
    20: "двадцать двадцати жиырма жырма zhiyrma jiyrma twenty",
    30: "тридцать тридцати отыз otyz thirty",
    40: "сорок сорока қырық кырык qyryq forty fourty",
    50: "пятьдесят пятидесяти елу elu fifty",
    60: "шестьдесят шестидесяти алпыс alpys sixty",
    70: "семьдесят семидесяти жетпіс жетпис jetpis zhetpis seventy",
    80: "восемьдесят восьмидесяти сексен seksen eighty",
    90: "девяносто девяноста тоқсан токсан toqsan ninety",
    100: "сто ста",
    200: "двести двухсот",
    300: "триста трехсот трёхсот",
    400: "четыреста четырехсот четырёхсот",
    500: "пятьсот пятисот",
    600: "шестьсот шестисот",
    700: "семьсот семисот",
    800: "восемьсот восьмисот",
    900: "девятьсот девятисот",
}
HUNDREDS = frozenset({"жүз", "жуз", "juz", "zhuz", "hundred"})
"""Words that multiply the number before them by a hundred."""
MAGNITUDES = frozenset(
    [
        "тысяча",
        "тысячи",
        "тысяч",
        "тысячу",
        "тысячей",
        "миллион",
        "миллиона",
        "миллионов",
        "мың",
        "мын",
        "мыңға",
        "myn",
        "thousand",
        "million",
    ]
)
"""Words that only amounts have."""
DOUBLED = {"double": 2, "triple": 3, "дважды": 2, "трижды": 3}
NUMBERS: dict[str, int] = {word: value for value, words in VALUES.items() for word in words.split()}
NUMBERS |= dict.fromkeys(HUNDREDS, 100) | dict.fromkeys(MAGNITUDES, 1000) | {"он": 10}
