# expect: type 3
Set-StrictMode -Version 2
$protocol = [Net.SecurityProtocolType]::Tls12
