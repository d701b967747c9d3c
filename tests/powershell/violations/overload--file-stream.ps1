# expect: overload 3
Set-StrictMode -Version 2
$file = New-Object System.IO.FileStream 'a.txt', 'Open', 'Read', 'None'
