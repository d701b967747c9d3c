# expect: operand 3, operand 3
Set-StrictMode -Version 2
$letters = 'a'..'c'
