# expect: parameter 3
Set-StrictMode -Version 2
Set-StrictMode -Version Latest
