"""Rows broken in each way that real exports break, to be found in quarantine. No headline rests on them.

Each is a whole line as it stands in its file.
"""

BLANK = b""
SURVEYS_2022 = (
    # survey;contact;phone;sent;delivered;answered;score;reason;comment;suggestion
    b"X900001;;87090000001;2022-13-45 10:00:00;;;;;;",  # bad date
    b"X900002;;87090000002;2022-03-02 10:00:00;;2022-03-02 11:00:00;11;;;",  # score 11
    "X900003;;87090000003;2022-03-03 10:00:00;;2022-03-03 11:00:00;восемь;;;".encode(),  # text in a number
    b";;87090000004;not sent yet;;;;;;",  # neither identifier nor date
    b"X900005;;87090000005;2022-03-05 10:00:00;;;;;;;;one;two",  # ragged: too many cells
    b"X900006;;87090000006;2022-03-06 10:00:00",  # ragged: too few cells
    b'X900007;;87090000007;2022-03-07 10:00:00;;;;;"\xd1\xef\xe0\xf1\xe8\xe1\xee";',  # cp1251 in a UTF-8 file
    BLANK,
    b";;;;;;;;;",  # only delimiters
    BLANK,
)
RATINGS = (
    # rating_id,contact_id,rated_at,rating,comment
    b"R900001,,2022-05-03 10:00:00,7,",  # out of range
    b"R900002,,03/05/2022 10:00,five,",  # text in a number, another date order
    b"R900003,,,4,",  # missing date
    b"R900004,unknown-contact,2022-05-04 12:00:00,,",  # missing rating
    BLANK,
)
_WHERE = "cc_altyn,1001,repair,mobile,87090000011"
CENTRE_CALLS = (
    # call_id,start,end,unit,agent,topic,product,caller,customer_type,verified,answered,wait,talk,hold,...
    f"9.900001,2021-06-01 10:00:00,,{_WHERE},VIP,yes,yes,10,60,0,5,yes,0".encode(),  # unknown choice
    f"9.900002,2021-06-31 10:00:00,,{_WHERE},individual,yes,yes,10,60,0,5,yes,0".encode(),  # no such day
    f"9.900003,2021-06-01 10:05:00,,{_WHERE},individual,yes,yes,-20,60,0,5,yes,0".encode(),  # negative wait
    f"9.900004,2021-06-01 10:06:00,,{_WHERE},individual,perhaps,yes,4,60,0,5,yes,0".encode(),  # yes or no?
    BLANK,
)
APPEALS = tuple(
    ";".join([*cells, *[""] * (21 - len(cells))]).encode()
    for cells in (
        # number;kind;registered;source;channel;category;answered;closed;status;justified;refund;...
        (
            "A900001",
            "вопрос",
            "2022-02-01 10:00:00",
            "direct",
            "email",
            "other",
            "",
            "",
            "open",
        ),  # unknown kind
        ("A900002", "appeal", "soon", "direct", "email", "other", "", "", "open"),  # bad date
        ("A900003", "appeal", "2022-12-31 10:61:00", "direct", "email", "other", "", "", "open", "", "-5"),
    )
)
