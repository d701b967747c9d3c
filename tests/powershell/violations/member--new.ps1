# expect: member 3
Set-StrictMode -Version 2
$text = [Text.StringBuilder]::new()
