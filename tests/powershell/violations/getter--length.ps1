# expect: getter 4
Set-StrictMode -Version 2
$file = New-Object System.IO.FileInfo 'a.txt'
$size = $file.Length
