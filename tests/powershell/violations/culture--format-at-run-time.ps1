# expect: culture 4
Set-StrictMode -Version 2
$form = '{0}'
$text = $form -f 1
