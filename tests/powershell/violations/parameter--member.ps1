# expect: parameter 3
Set-StrictMode -Version 2
@('a', 'b') | ForEach-Object ToUpper
