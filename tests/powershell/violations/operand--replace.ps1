# expect: operand 3
Set-StrictMode -Version 2
$text = '1' -creplace '\d', { $_ }
