# expect: getter 4
Set-StrictMode -Version 2
$service = New-Object System.ServiceProcess.ServiceController 'sppsvc'
$status = $service.Status
