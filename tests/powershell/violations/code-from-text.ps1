# expect: code-from-text 4
Set-StrictMode -Version 2
$text = 'Get-Date'
$work = [Management.Automation.PowerShell]::Create().AddScript($text)
