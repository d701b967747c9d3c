# expect: node 3
Set-StrictMode -Version 2
[ValidateSet('a', 'b')]$one = 'a'
