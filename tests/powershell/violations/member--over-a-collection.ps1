# expect: member 3
Set-StrictMode -Version 2
$names = @('a', 'b').FullName
