# expect: strict-mode 1
$one = 1
