# expect: command 3
Set-StrictMode -Version 2
iex '1 + 1'
