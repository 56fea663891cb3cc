extension Topic {
    static let bindingTopics = [
        Topic(
            "Positions bound with #",
            [
                ("orders#$i.(id & $string($i))", #"["o10","o21","o32"]"#),
                ("orders#$i[$i > 0].id", #"["o2","o3"]"#),
                ("orders[buyer = 'Cy']#$i.{'at': $i, 'id': id}", #"[{"at":0,"id":"o1"},{"at":1,"id":"o3"}]"#),
                ("orders#$i[buyer = 'Cy'].{'at': $i, 'id': id}", #"[{"at":0,"id":"o1"},{"at":2,"id":"o3"}]"#),
                ("orders.lines#$i.($i & sku)", #"["0rye","1bun","0rye"]"#),
                ("orders#$i.lines#$j.{'at': $i & '.' & $j}", #"[{"at":"0.0"},{"at":"0.1"},{"at":"1.0"}]"#),
                ("['b', 'a', 'c']^($)#$i.($ & $i)", #"["a0","b1","c2"]"#),
                ("owner.phones#$i[kind = 'work'][0].$i", "1"),
            ]),
        Topic(
            "Contexts bound with @ and joins",
            [
                ("owner@$o.(shop & $o.last)", #""Mill LaneByrne""#),
                ("orders@$o.id", "nothing"),
                ("orders@$o.$o.id", #"["o1","o2","o3"]"#),
                ("orders@$o.shop", #"["Mill Lane","Mill Lane","Mill Lane"]"#),
                ("orders.lines@$l.stock[sku = $l.sku].bread", "nothing"),
                ("orders@$o.stock@$s[$s.sku in $o.lines.sku].($o.id & ':' & $s.sku)", #"["o1:rye","o1:bun","o2:rye"]"#),
                ("stock@$s.orders@$o[$s.sku in $o.lines.sku]{$s.sku: $count($o)}", #"{"rye":2,"bun":1}"#),
                ("orders@$o#$i.$o.(id & $i)", #"["o10","o21","o32"]"#),
                (
                    "stock@$s.orders.lines[sku = $s.sku].{'sku': sku, 'n': n, 'bread': $s.bread}",
                    #"[{"sku":"rye","n":2,"bread":true},{"sku":"rye","n":1,"bread":true},{"sku":"bun","n":10,"bread":false}]"#
                ),
            ]),
        Topic(
            "Variables and blocks",
            [
                ("($x := 5; $x * 2)", "10"),
                ("($x := $y := 3; $x + $y)", "6"),
                ("($x := 1; ($x := 2; $x); $x)", "1"),
                ("($x := 1; $f := function() { $x }; $x := 2; $f())", "2"),
                ("()", "nothing"),
                ("(1; 2; )", "2"),
                ("$undefinedVariable", "nothing"),
                ("($o := orders; $o[0].id)", #""o1""#),
                ("($n := 2; [1..$n])", "[1,2]"),
                ("orders.($c := buyer; $c & id)", #"["Cyo1","Dio2","Cyo3"]"#),
            ]),
        Topic(
            "Lambdas, closures and recursion",
            [
                ("function($x) { $x * 2 }(21)", "42"),
                ("\u{3BB}($x) { $x & '!' }('hi')", #""hi!""#),
                ("(function($x, $y) { $y })(1)", "nothing"),
                ("(function($x) { $x })(1, 2)", "1"),
                ("($add := function($x) { function($y) { $x + $y } }; $add(3)(4))", "7"),
                ("($fact := function($n) { $n <= 1 ? 1 : $n * $fact($n - 1) }; $fact(10))", "3628800"),
                (
                    "($even := function($n) { $n = 0 ? true : $odd($n - 1) }; $odd := function($n) { $n = 0 ? false : $even($n - 1) }; $even(7))",
                    "false"
                ),
                ("(function() { shop })()", #""Mill Lane""#),
                ("($f := function() { shop }; owner.$f())", #""Mill Lane""#),
                (
                    "($Y := function($f) { function($x) { $x($x) }(function($g) { $f(function($a) { $g($g)($a) }) }) }; $Y(function($self) { function($n) { $n < 2 ? $n : $self($n - 1) + $self($n - 2) } })(10))",
                    "55"
                ),
                ("function($x) { $x }", "nothing"),
            ]),
        Topic(
            "Tail calls", on: nil,
            [
                (
                    "($loop := function($n, $sum) { $n = 0 ? $sum : $loop($n - 1, $sum + $n) }; $loop(20000, 0))",
                    "200010000"
                ),
                (
                    "($even := function($n) { $n = 0 ? true : $odd($n - 1) }; $odd := function($n) { $n = 0 ? false : $even($n - 1) }; $even(10001))",
                    "false"
                ),
                ("($f := function($n) { ($m := $n - 1; $m > 0 ? $f($m) : 'done') }; $f(20000))", #""done""#),
            ]),
        Topic(
            "Partial application and chaining",
            [
                ("($tenth := $substring(?, 0, 1); $tenth(shop))", #""M""#),
                ("($add := function($x, $y) { $x + $y }; $inc := $add(?, 1); $inc(41))", "42"),
                ("($sub := function($x, $y) { $x - $y }; $sub(?, 1)(10) & $sub(1, ?)(10))", #""9-9""#),
                ("(function($x, $y, $z) { $x & $y & $z })(?, 'b', ?)('a', 'c')", #""abc""#),
                ("shop ~> $uppercase", #""MILL LANE""#),
                ("shop ~> $substring(0, 4) ~> $lowercase()", #""mill""#),
                ("($shout := $uppercase ~> $substring(?, 0, 4); $shout(shop))", #""MILL""#),
                ("orders.id ~> $map(function($v) { $v & '!' }) ~> $join(',')", #""o1!,o2!,o3!""#),
                ("orders.lines.n ~> $sum", "13"),
                ("3 ~> function($x) { $x * 2 }", "6"),
                ("shop ~> /Mill/ ~> function($m) { $m.match }", #""Mill""#),
            ]),
    ]
}
