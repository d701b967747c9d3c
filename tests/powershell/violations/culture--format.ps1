# expect: culture 3
Set-StrictMode -Version 2
$text = '{0:N2}' -f 1
