# expect: token 4, node 4
Set-StrictMode -Version 2
$text = 'a'
$size = ${text}?.Length
