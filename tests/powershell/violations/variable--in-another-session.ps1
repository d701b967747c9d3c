# expect: variable 6
Set-StrictMode -Version 2
$limit = 1
$work = [Management.Automation.PowerShell]::Create().AddScript({
    param($Text)
    "$Text $limit"
}.ToString())
