extension Topic {
    static let arrayTopics = [
        Topic(
            "Arrays",
            [
                ("$append([1, 2], [3])", "[1,2,3]"),
                ("$append(1, 2)", "[1,2]"),
                ("$append([], 1)", "[1]"),
                ("$append(missing, [1])", "[1]"),
                ("$append(1, missing)", "1"),
                ("$append([1], [[2]])", "[1,[2]]"),
                ("$sort([3, 1, 2])", "[1,2,3]"),
                ("$sort(['b', 'a'])", #"["a","b"]"#),
                ("$sort(orders, function($l, $r) { $l.id < $r.id }).id", #"["o3","o2","o1"]"#),
                ("$sort([3, 1, 2], function($l, $r) { $l < $r })", "[3,2,1]"),
                ("$sort(missing)", "nothing"),
                ("$sort(5)", "[5]"),
                ("$reverse([1, 2, 3])", "[3,2,1]"),
                ("$reverse([])", "[]"),
                ("$sort($shuffle([1..20])) = [1..20]", "true"),
                ("$shuffle([1..20]) = [1..20]", "false"),
                ("$shuffle([9])", "[9]"),
                ("$distinct([1, 2, 1, '1', [3], [3], {'a': 1}, {'a': 1}])", #"[1,2,"1",[3],{"a":1}]"#),
                ("$distinct('x')", #""x""#),
                ("$distinct(orders.buyer)", #"["Cy","Di"]"#),
                ("$zip([1, 2, 3], ['a', 'b', 'c'])", #"[[1,"a"],[2,"b"],[3,"c"]]"#),
                ("$zip([1, 2], [3], [4, 5])", "[[1,3,4]]"),
                ("$zip(1, 2)", "[[1,2]]"),
                ("$zip([1], missing)", "[]"),
            ])
    ]

    static let objectTopics = [
        Topic(
            "Objects",
            [
                ("$keys(owner)", #"["first","last","phones"]"#),
                ("$keys(orders)", #"["id","buyer","lines"]"#),
                ("$keys([{'a': 1}, {'b': 2, 'a': 3}])", #"["a","b"]"#),
                ("$keys({'only': 1})", #""only""#),
                ("$keys({})", "nothing"),
                ("$keys('text')", "nothing"),
                ("$lookup(owner, 'last')", #""Byrne""#),
                ("$lookup(orders, 'id')", #"["o1","o2","o3"]"#),
                ("$lookup(owner, 'missing')", "nothing"),
                ("$spread({'a': 1, 'b': 2})", #"[{"a":1},{"b":2}]"#),
                ("$spread([{'a': 1}, {'b': 2}])", #"[{"a":1},{"b":2}]"#),
                ("$spread('text')", #""text""#),
                ("$merge([{'a': 1, 'b': 2}, {'b': 3, 'c': 4}])", #"{"a":1,"b":3,"c":4}"#),
                ("$clone({'a': [1]})", #"{"a":[1]}"#),
                ("$merge({'a': 1})", #"{"a":1}"#),
                ("$merge([])", "{}"),
                ("$type(shop)", #""string""#),
                ("$type(rating)", #""number""#),
                ("$type(open)", #""boolean""#),
                ("$type(closed)", #""null""#),
                ("$type(owner)", #""object""#),
                ("$type(orders)", #""array""#),
                ("$type($sum)", #""function""#),
                ("$type(missing)", "nothing"),
            ])
    ]

    static let controlTopics = [
        Topic(
            "Evaluating text, asserting and failing",
            [
                ("$eval('1 + 2')", "3"),
                ("$eval('owner.last')", #""Byrne""#),
                ("$eval('first', owner)", #""Ada""#),
                ("($x := 4; $eval('$x * 2'))", "8"),
                ("$eval('[1, 2, 3]')[1]", "2"),
                ("$eval('{\"a\": 1}').a", "1"),
                ("$eval(missing)", "nothing"),
                ("$eval('$$.shop')", #""Mill Lane""#),
                ("$assert(open, 'must be open')", "nothing"),
                ("open ? 'fine' : $error('closed')", #""fine""#),
            ])
    ]
}
