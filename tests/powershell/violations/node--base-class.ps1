# expect: token 3, node 3
Set-StrictMode -Version 2
data { 'a' }
