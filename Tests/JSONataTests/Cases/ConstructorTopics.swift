extension Topic {
    static let constructorTopics = [
        Topic(
            "Array constructors",
            [
                ("[]", "[]"),
                ("[1, 'two', true, null]", #"[1,"two",true,null]"#),
                ("[1..4]", "[1,2,3,4]"),
                ("[4..1]", "[]"),
                ("[-1..1, 5]", "[-1,0,1,5]"),
                ("[orders.id, owner.last]", #"["o1","o2","o3","Byrne"]"#),
                ("[[orders.id], owner.last]", #"[["o1","o2","o3"],"Byrne"]"#),
                ("owner.[first, last]", #"["Ada","Byrne"]"#),
                ("orders.[id, buyer]", #"[["o1","Cy"],["o2","Di"],["o3","Cy"]]"#),
                ("[1..3].($ * $)", "[1,4,9]"),
                ("[1..3].[$, $ * 10]", "[[1,10],[2,20],[3,30]]"),
                ("[missing..3]", "[]"),
            ]),
        Topic(
            "Object constructors",
            [
                ("{}", "{}"),
                ("{'a': 1, 'b': missing}", #"{"a":1}"#),
                ("owner.{'name': first & ' ' & last}", #"{"name":"Ada Byrne"}"#),
                ("orders.{id: buyer}", #"[{"o1":"Cy"},{"o2":"Di"},{"o3":"Cy"}]"#),
                ("{'all': [orders.id]}", #"{"all":["o1","o2","o3"]}"#),
                ("{'last': 1, 'first': {'deep': [2]}}", #"{"last":1,"first":{"deep":[2]}}"#),
                ("{$uppercase('k'): 1}", #"{"K":1}"#),
            ]),
        Topic(
            "Grouping",
            [
                ("orders{id: buyer}", #"{"o1":"Cy","o2":"Di","o3":"Cy"}"#),
                ("orders{buyer: id}", #"{"Cy":["o1","o3"],"Di":"o2"}"#),
                ("orders{buyer: $count(id)}", #"{"Cy":2,"Di":1}"#),
                ("orders.lines{sku: $sum(n)}", #"{"rye":3,"bun":10}"#),
                ("orders.lines{sku: $sum($.(n * price))}", #"{"rye":10.5,"bun":5}"#),
                ("orders{buyer: [id]}", #"{"Cy":["o1","o3"],"Di":["o2"]}"#),
                ("orders{'all': $count($), id: buyer}", #"{"all":3,"o1":"Cy","o2":"Di","o3":"Cy"}"#),
                ("missing{'k': 1}", #"{"k":1}"#),
                ("empty{sku: 1}", "{}"),
                ("orders[buyer = 'Cy']{id: $count(lines)}", #"{"o1":2,"o3":0}"#),
            ]),
        Topic(
            "Transforms",
            [
                ("`odd name` ~> |$|{'y': 2}|", #"{"x":1,"y":2}"#),
                ("`odd name` ~> |$|{'x': x + 1}|", #"{"x":2}"#),
                ("`odd name` ~> |$|{}, 'x'|", "{}"),
                ("(orders ~> |lines|{'total': n * price}, ['n', 'price']|)[1].lines", #"[{"sku":"rye","total":3.5}]"#),
                ("($copy := `odd name` ~> |$|{'x': 9}|; [`odd name`.x, $copy.x])", "[1,9]"),
                ("($double := |$|{'x': x * 2}|; `odd name` ~> $double ~> $double)", #"{"x":4}"#),
                (
                    "$ ~> |owner.phones[kind = 'home']|{'no': 'x'}| ~> function($d) { $d.owner.phones.no }",
                    #"["x","0117","0118"]"#
                ),
                ("missing ~> |$|{'x': 1}|", "nothing"),
                ("`odd name` ~> |nowhere|{'y': 2}|", #"{"x":1}"#),
                ("`odd name` ~> |$|missing|", #"{"x":1}"#),
            ]),
    ]
}
