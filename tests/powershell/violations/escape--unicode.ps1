# expect: escape 3
Set-StrictMode -Version 2
$text = "`u{41}"
