@echo off
rem # long: More steps than a straight batch script carries
rem # Usage: long.cmd [/detect or /whatif] [/restart] [/log:PATH] [/quiet] [/?]
rem #   /detect    observe only: scope, each check and goal
rem #   /whatif    say for each action what it would do, change nothing
rem #   /restart   restart the machine after a minute if a restart is required (programs are closed, whatever is open in
rem #              them); without it this script never does
rem #   /log:PATH  instead of Logs\Regimen\long.log in the Windows folder (kept under 1 MiB together with PATH.1);
rem #              name a folder that only administrators can write to: a link there would be followed
rem #   /quiet     print the last line only
rem # Exit codes: 0 compliant, changed or not applicable; 1 failed, or /detect and /whatif found something to do;
rem #   2 wrong arguments; 4 undetermined; 5 not elevated; 6 busy; 3010 a restart is required: restart, run it again
rem Made by regimen from plan long, SHA-256 101d4e06e415. Change the plan, not this file.
setlocal EnableExtensions DisableDelayedExpansion
goto start

rem ==== mark: Marks the machine, and wants a restart ================================================================
plan call :action mark if-changed
plan set "REG_KEY=HKLM\SOFTWARE\Example"
plan set "VALUE_NAME=Marked"
plan set "TYPE=DWORD"
plan set "DATA=0x1"
plan call :ensure value set_value
plan call :close

rem ==== files-that-stand-in-the-way[1] ==============================================================================
plan call :action files-that-stand-in-the-way[1] never
plan set "FILE=C:\Long\100.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[2] ==============================================================================
plan call :action files-that-stand-in-the-way[2] never
plan set "FILE=C:\Long\101.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[3] ==============================================================================
plan call :action files-that-stand-in-the-way[3] never
plan set "FILE=C:\Long\102.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[4] ==============================================================================
plan call :action files-that-stand-in-the-way[4] never
plan set "FILE=C:\Long\103.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[5] ==============================================================================
plan call :action files-that-stand-in-the-way[5] never
plan set "FILE=C:\Long\104.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[6] ==============================================================================
plan call :action files-that-stand-in-the-way[6] never
plan set "FILE=C:\Long\105.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[7] ==============================================================================
plan call :action files-that-stand-in-the-way[7] never
plan set "FILE=C:\Long\106.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[8] ==============================================================================
plan call :action files-that-stand-in-the-way[8] never
plan set "FILE=C:\Long\107.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[9] ==============================================================================
plan call :action files-that-stand-in-the-way[9] never
plan set "FILE=C:\Long\108.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[10] =============================================================================
plan call :action files-that-stand-in-the-way[10] never
plan set "FILE=C:\Long\109.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[11] =============================================================================
plan call :action files-that-stand-in-the-way[11] never
plan set "FILE=C:\Long\110.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[12] =============================================================================
plan call :action files-that-stand-in-the-way[12] never
plan set "FILE=C:\Long\111.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[13] =============================================================================
plan call :action files-that-stand-in-the-way[13] never
plan set "FILE=C:\Long\112.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[14] =============================================================================
plan call :action files-that-stand-in-the-way[14] never
plan set "FILE=C:\Long\113.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[15] =============================================================================
plan call :action files-that-stand-in-the-way[15] never
plan set "FILE=C:\Long\114.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[16] =============================================================================
plan call :action files-that-stand-in-the-way[16] never
plan set "FILE=C:\Long\115.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[17] =============================================================================
plan call :action files-that-stand-in-the-way[17] never
plan set "FILE=C:\Long\116.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[18] =============================================================================
plan call :action files-that-stand-in-the-way[18] never
plan set "FILE=C:\Long\117.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[19] =============================================================================
plan call :action files-that-stand-in-the-way[19] never
plan set "FILE=C:\Long\118.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[20] =============================================================================
plan call :action files-that-stand-in-the-way[20] never
plan set "FILE=C:\Long\119.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[21] =============================================================================
plan call :action files-that-stand-in-the-way[21] never
plan set "FILE=C:\Long\120.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[22] =============================================================================
plan call :action files-that-stand-in-the-way[22] never
plan set "FILE=C:\Long\121.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[23] =============================================================================
plan call :action files-that-stand-in-the-way[23] never
plan set "FILE=C:\Long\122.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[24] =============================================================================
plan call :action files-that-stand-in-the-way[24] never
plan set "FILE=C:\Long\123.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[25] =============================================================================
plan call :action files-that-stand-in-the-way[25] never
plan set "FILE=C:\Long\124.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[26] =============================================================================
plan call :action files-that-stand-in-the-way[26] never
plan set "FILE=C:\Long\125.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[27] =============================================================================
plan call :action files-that-stand-in-the-way[27] never
plan set "FILE=C:\Long\126.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[28] =============================================================================
plan call :action files-that-stand-in-the-way[28] never
plan set "FILE=C:\Long\127.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[29] =============================================================================
plan call :action files-that-stand-in-the-way[29] never
plan set "FILE=C:\Long\128.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[30] =============================================================================
plan call :action files-that-stand-in-the-way[30] never
plan set "FILE=C:\Long\129.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[31] =============================================================================
plan call :action files-that-stand-in-the-way[31] never
plan set "FILE=C:\Long\130.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[32] =============================================================================
plan call :action files-that-stand-in-the-way[32] never
plan set "FILE=C:\Long\131.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[33] =============================================================================
plan call :action files-that-stand-in-the-way[33] never
plan set "FILE=C:\Long\132.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[34] =============================================================================
plan call :action files-that-stand-in-the-way[34] never
plan set "FILE=C:\Long\133.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[35] =============================================================================
plan call :action files-that-stand-in-the-way[35] never
plan set "FILE=C:\Long\134.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[36] =============================================================================
plan call :action files-that-stand-in-the-way[36] never
plan set "FILE=C:\Long\135.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[37] =============================================================================
plan call :action files-that-stand-in-the-way[37] never
plan set "FILE=C:\Long\136.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[38] =============================================================================
plan call :action files-that-stand-in-the-way[38] never
plan set "FILE=C:\Long\137.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[39] =============================================================================
plan call :action files-that-stand-in-the-way[39] never
plan set "FILE=C:\Long\138.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[40] =============================================================================
plan call :action files-that-stand-in-the-way[40] never
plan set "FILE=C:\Long\139.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[41] =============================================================================
plan call :action files-that-stand-in-the-way[41] never
plan set "FILE=C:\Long\140.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[42] =============================================================================
plan call :action files-that-stand-in-the-way[42] never
plan set "FILE=C:\Long\141.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[43] =============================================================================
plan call :action files-that-stand-in-the-way[43] never
plan set "FILE=C:\Long\142.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[44] =============================================================================
plan call :action files-that-stand-in-the-way[44] never
plan set "FILE=C:\Long\143.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[45] =============================================================================
plan call :action files-that-stand-in-the-way[45] never
plan set "FILE=C:\Long\144.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[46] =============================================================================
plan call :action files-that-stand-in-the-way[46] never
plan set "FILE=C:\Long\145.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[47] =============================================================================
plan call :action files-that-stand-in-the-way[47] never
plan set "FILE=C:\Long\146.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[48] =============================================================================
plan call :action files-that-stand-in-the-way[48] never
plan set "FILE=C:\Long\147.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[49] =============================================================================
plan call :action files-that-stand-in-the-way[49] never
plan set "FILE=C:\Long\148.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[50] =============================================================================
plan call :action files-that-stand-in-the-way[50] never
plan set "FILE=C:\Long\149.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[51] =============================================================================
plan call :action files-that-stand-in-the-way[51] never
plan set "FILE=C:\Long\150.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[52] =============================================================================
plan call :action files-that-stand-in-the-way[52] never
plan set "FILE=C:\Long\151.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[53] =============================================================================
plan call :action files-that-stand-in-the-way[53] never
plan set "FILE=C:\Long\152.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[54] =============================================================================
plan call :action files-that-stand-in-the-way[54] never
plan set "FILE=C:\Long\153.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[55] =============================================================================
plan call :action files-that-stand-in-the-way[55] never
plan set "FILE=C:\Long\154.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[56] =============================================================================
plan call :action files-that-stand-in-the-way[56] never
plan set "FILE=C:\Long\155.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[57] =============================================================================
plan call :action files-that-stand-in-the-way[57] never
plan set "FILE=C:\Long\156.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[58] =============================================================================
plan call :action files-that-stand-in-the-way[58] never
plan set "FILE=C:\Long\157.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[59] =============================================================================
plan call :action files-that-stand-in-the-way[59] never
plan set "FILE=C:\Long\158.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[60] =============================================================================
plan call :action files-that-stand-in-the-way[60] never
plan set "FILE=C:\Long\159.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[61] =============================================================================
plan call :action files-that-stand-in-the-way[61] never
plan set "FILE=C:\Long\160.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[62] =============================================================================
plan call :action files-that-stand-in-the-way[62] never
plan set "FILE=C:\Long\161.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[63] =============================================================================
plan call :action files-that-stand-in-the-way[63] never
plan set "FILE=C:\Long\162.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[64] =============================================================================
plan call :action files-that-stand-in-the-way[64] never
plan set "FILE=C:\Long\163.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[65] =============================================================================
plan call :action files-that-stand-in-the-way[65] never
plan set "FILE=C:\Long\164.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[66] =============================================================================
plan call :action files-that-stand-in-the-way[66] never
plan set "FILE=C:\Long\165.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[67] =============================================================================
plan call :action files-that-stand-in-the-way[67] never
plan set "FILE=C:\Long\166.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[68] =============================================================================
plan call :action files-that-stand-in-the-way[68] never
plan set "FILE=C:\Long\167.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[69] =============================================================================
plan call :action files-that-stand-in-the-way[69] never
plan set "FILE=C:\Long\168.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[70] =============================================================================
plan call :action files-that-stand-in-the-way[70] never
plan set "FILE=C:\Long\169.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[71] =============================================================================
plan call :action files-that-stand-in-the-way[71] never
plan set "FILE=C:\Long\170.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[72] =============================================================================
plan call :action files-that-stand-in-the-way[72] never
plan set "FILE=C:\Long\171.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[73] =============================================================================
plan call :action files-that-stand-in-the-way[73] never
plan set "FILE=C:\Long\172.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[74] =============================================================================
plan call :action files-that-stand-in-the-way[74] never
plan set "FILE=C:\Long\173.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[75] =============================================================================
plan call :action files-that-stand-in-the-way[75] never
plan set "FILE=C:\Long\174.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[76] =============================================================================
plan call :action files-that-stand-in-the-way[76] never
plan set "FILE=C:\Long\175.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[77] =============================================================================
plan call :action files-that-stand-in-the-way[77] never
plan set "FILE=C:\Long\176.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[78] =============================================================================
plan call :action files-that-stand-in-the-way[78] never
plan set "FILE=C:\Long\177.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[79] =============================================================================
plan call :action files-that-stand-in-the-way[79] never
plan set "FILE=C:\Long\178.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[80] =============================================================================
plan call :action files-that-stand-in-the-way[80] never
plan set "FILE=C:\Long\179.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[81] =============================================================================
plan call :action files-that-stand-in-the-way[81] never
plan set "FILE=C:\Long\180.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[82] =============================================================================
plan call :action files-that-stand-in-the-way[82] never
plan set "FILE=C:\Long\181.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[83] =============================================================================
plan call :action files-that-stand-in-the-way[83] never
plan set "FILE=C:\Long\182.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[84] =============================================================================
plan call :action files-that-stand-in-the-way[84] never
plan set "FILE=C:\Long\183.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[85] =============================================================================
plan call :action files-that-stand-in-the-way[85] never
plan set "FILE=C:\Long\184.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[86] =============================================================================
plan call :action files-that-stand-in-the-way[86] never
plan set "FILE=C:\Long\185.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[87] =============================================================================
plan call :action files-that-stand-in-the-way[87] never
plan set "FILE=C:\Long\186.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[88] =============================================================================
plan call :action files-that-stand-in-the-way[88] never
plan set "FILE=C:\Long\187.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[89] =============================================================================
plan call :action files-that-stand-in-the-way[89] never
plan set "FILE=C:\Long\188.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[90] =============================================================================
plan call :action files-that-stand-in-the-way[90] never
plan set "FILE=C:\Long\189.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[91] =============================================================================
plan call :action files-that-stand-in-the-way[91] never
plan set "FILE=C:\Long\190.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[92] =============================================================================
plan call :action files-that-stand-in-the-way[92] never
plan set "FILE=C:\Long\191.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[93] =============================================================================
plan call :action files-that-stand-in-the-way[93] never
plan set "FILE=C:\Long\192.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[94] =============================================================================
plan call :action files-that-stand-in-the-way[94] never
plan set "FILE=C:\Long\193.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[95] =============================================================================
plan call :action files-that-stand-in-the-way[95] never
plan set "FILE=C:\Long\194.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[96] =============================================================================
plan call :action files-that-stand-in-the-way[96] never
plan set "FILE=C:\Long\195.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[97] =============================================================================
plan call :action files-that-stand-in-the-way[97] never
plan set "FILE=C:\Long\196.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[98] =============================================================================
plan call :action files-that-stand-in-the-way[98] never
plan set "FILE=C:\Long\197.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[99] =============================================================================
plan call :action files-that-stand-in-the-way[99] never
plan set "FILE=C:\Long\198.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[100] ============================================================================
plan call :action files-that-stand-in-the-way[100] never
plan set "FILE=C:\Long\199.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[101] ============================================================================
plan call :action files-that-stand-in-the-way[101] never
plan set "FILE=C:\Long\200.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[102] ============================================================================
plan call :action files-that-stand-in-the-way[102] never
plan set "FILE=C:\Long\201.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[103] ============================================================================
plan call :action files-that-stand-in-the-way[103] never
plan set "FILE=C:\Long\202.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[104] ============================================================================
plan call :action files-that-stand-in-the-way[104] never
plan set "FILE=C:\Long\203.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[105] ============================================================================
plan call :action files-that-stand-in-the-way[105] never
plan set "FILE=C:\Long\204.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[106] ============================================================================
plan call :action files-that-stand-in-the-way[106] never
plan set "FILE=C:\Long\205.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[107] ============================================================================
plan call :action files-that-stand-in-the-way[107] never
plan set "FILE=C:\Long\206.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[108] ============================================================================
plan call :action files-that-stand-in-the-way[108] never
plan set "FILE=C:\Long\207.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[109] ============================================================================
plan call :action files-that-stand-in-the-way[109] never
plan set "FILE=C:\Long\208.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== files-that-stand-in-the-way[110] ============================================================================
plan call :action files-that-stand-in-the-way[110] never
plan set "FILE=C:\Long\209.txt"
plan call :ensure file_absent delete_file
plan call :close tell

rem ==== tell ========================================================================================================
plan call :action tell never
plan set "READS=files-that-stand-in-the-way[1] files-that-stand-in-the-way[2] files-that-stand-in-the-way[3] files-that-stand-in-the-way[4] files-that-stand-in-the-way[5] files-that-stand-in-the-way[6] files-that-stand-in-the-way[7] files-that-stand-in-the-way[8] files-that-stand-in-the-way[9] files-that-stand-in-the-way[10] files-that-stand-in-the-way[11] files-that-stand-in-the-way[12] files-that-stand-in-the-way[13] files-that-stand-in-the-way[14] files-that-stand-in-the-way[15] files-that-stand-in-the-way[16] files-that-stand-in-the-way[17] files-that-stand-in-the-way[18] files-that-stand-in-the-way[19] files-that-stand-in-the-way[20] files-that-stand-in-the-way[21] files-that-stand-in-the-way[22] files-that-stand-in-the-way[23] files-that-stand-in-the-way[24] files-that-stand-in-the-way[25] files-that-stand-in-the-way[26] files-that-stand-in-the-way[27] files-that-stand-in-the-way[28] files-that-stand-in-the-way[29] files-that-stand-in-the-way[30] files-that-stand-in-the-way[31] files-that-stand-in-the-way[32] files-that-stand-in-the-way[33] files-that-stand-in-the-way[34] files-that-stand-in-the-way[35] files-that-stand-in-the-way[36] files-that-stand-in-the-way[37] files-that-stand-in-the-way[38] files-that-stand-in-the-way[39] files-that-stand-in-the-way[40] files-that-stand-in-the-way[41] files-that-stand-in-the-way[42] files-that-stand-in-the-way[43] files-that-stand-in-the-way[44] files-that-stand-in-the-way[45] files-that-stand-in-the-way[46] files-that-stand-in-the-way[47] files-that-stand-in-the-way[48] files-that-stand-in-the-way[49] files-that-stand-in-the-way[50] files-that-stand-in-the-way[51] files-that-stand-in-the-way[52] files-that-stand-in-the-way[53] files-that-stand-in-the-way[54] files-that-stand-in-the-way[55] files-that-stand-in-the-way[56] files-that-stand-in-the-way[57] files-that-stand-in-the-way[58] files-that-stand-in-the-way[59] files-that-stand-in-the-way[60] files-that-stand-in-the-way[61] files-that-stand-in-the-way[62] files-that-stand-in-the-way[63] files-that-stand-in-the-way[64] files-that-stand-in-the-way[65] files-that-stand-in-the-way[66] files-that-stand-in-the-way[67] files-that-stand-in-the-way[68] files-that-stand-in-the-way[69] files-that-stand-in-the-way[70] files-that-stand-in-the-way[71] files-that-stand-in-the-way[72] files-that-stand-in-the-way[73] files-that-stand-in-the-way[74] files-that-stand-in-the-way[75] files-that-stand-in-the-way[76] files-that-stand-in-the-way[77] files-that-stand-in-the-way[78] files-that-stand-in-the-way[79] files-that-stand-in-the-way[80] files-that-stand-in-the-way[81] files-that-stand-in-the-way[82] files-that-stand-in-the-way[83] files-that-stand-in-the-way[84] files-that-stand-in-the-way[85] files-that-stand-in-the-way[86] files-that-stand-in-the-way[87] files-that-stand-in-the-way[88] files-that-stand-in-the-way[89] files-that-stand-in-the-way[90] files-that-stand-in-the-way[91] files-that-stand-in-the-way[92] files-that-stand-in-the-way[93] files-that-stand-in-the-way[94] files-that-stand-in-the-way[95] files-that-stand-in-the-way[96] files-that-stand-in-the-way[97] files-that-stand-in-the-way[98] files-that-stand-in-the-way[99] files-that-stand-in-the-way[100] files-that-stand-in-the-way[101] files-that-stand-in-the-way[102] files-that-stand-in-the-way[103] files-that-stand-in-the-way[104] files-that-stand-in-the-way[105] files-that-stand-in-the-way[106] files-that-stand-in-the-way[107] files-that-stand-in-the-way[108] files-that-stand-in-the-way[109] files-that-stand-in-the-way[110]"
plan call :needs files-that-stand-in-the-way[1] files-that-stand-in-the-way[2] files-that-stand-in-the-way[3] files-that-stand-in-the-way[4] files-that-stand-in-the-way[5] files-that-stand-in-the-way[6] files-that-stand-in-the-way[7] files-that-stand-in-the-way[8] files-that-stand-in-the-way[9] files-that-stand-in-the-way[10] files-that-stand-in-the-way[11] files-that-stand-in-the-way[12] files-that-stand-in-the-way[13] files-that-stand-in-the-way[14] files-that-stand-in-the-way[15] files-that-stand-in-the-way[16] files-that-stand-in-the-way[17] files-that-stand-in-the-way[18] files-that-stand-in-the-way[19] files-that-stand-in-the-way[20] files-that-stand-in-the-way[21] files-that-stand-in-the-way[22] files-that-stand-in-the-way[23] files-that-stand-in-the-way[24] files-that-stand-in-the-way[25] files-that-stand-in-the-way[26] files-that-stand-in-the-way[27] files-that-stand-in-the-way[28] files-that-stand-in-the-way[29] files-that-stand-in-the-way[30] files-that-stand-in-the-way[31] files-that-stand-in-the-way[32] files-that-stand-in-the-way[33] files-that-stand-in-the-way[34] files-that-stand-in-the-way[35] files-that-stand-in-the-way[36] files-that-stand-in-the-way[37] files-that-stand-in-the-way[38] files-that-stand-in-the-way[39] files-that-stand-in-the-way[40] files-that-stand-in-the-way[41] files-that-stand-in-the-way[42] files-that-stand-in-the-way[43] files-that-stand-in-the-way[44] files-that-stand-in-the-way[45] files-that-stand-in-the-way[46] files-that-stand-in-the-way[47] files-that-stand-in-the-way[48] files-that-stand-in-the-way[49] files-that-stand-in-the-way[50]
plan call :needs files-that-stand-in-the-way[51] files-that-stand-in-the-way[52] files-that-stand-in-the-way[53] files-that-stand-in-the-way[54] files-that-stand-in-the-way[55] files-that-stand-in-the-way[56] files-that-stand-in-the-way[57] files-that-stand-in-the-way[58] files-that-stand-in-the-way[59] files-that-stand-in-the-way[60] files-that-stand-in-the-way[61] files-that-stand-in-the-way[62] files-that-stand-in-the-way[63] files-that-stand-in-the-way[64] files-that-stand-in-the-way[65] files-that-stand-in-the-way[66] files-that-stand-in-the-way[67] files-that-stand-in-the-way[68] files-that-stand-in-the-way[69] files-that-stand-in-the-way[70] files-that-stand-in-the-way[71] files-that-stand-in-the-way[72] files-that-stand-in-the-way[73] files-that-stand-in-the-way[74] files-that-stand-in-the-way[75] files-that-stand-in-the-way[76] files-that-stand-in-the-way[77] files-that-stand-in-the-way[78] files-that-stand-in-the-way[79] files-that-stand-in-the-way[80] files-that-stand-in-the-way[81] files-that-stand-in-the-way[82] files-that-stand-in-the-way[83] files-that-stand-in-the-way[84] files-that-stand-in-the-way[85] files-that-stand-in-the-way[86] files-that-stand-in-the-way[87] files-that-stand-in-the-way[88] files-that-stand-in-the-way[89] files-that-stand-in-the-way[90] files-that-stand-in-the-way[91] files-that-stand-in-the-way[92] files-that-stand-in-the-way[93] files-that-stand-in-the-way[94] files-that-stand-in-the-way[95] files-that-stand-in-the-way[96] files-that-stand-in-the-way[97] files-that-stand-in-the-way[98] files-that-stand-in-the-way[99] files-that-stand-in-the-way[100]
plan call :needs files-that-stand-in-the-way[101] files-that-stand-in-the-way[102] files-that-stand-in-the-way[103] files-that-stand-in-the-way[104] files-that-stand-in-the-way[105] files-that-stand-in-the-way[106] files-that-stand-in-the-way[107] files-that-stand-in-the-way[108] files-that-stand-in-the-way[109] files-that-stand-in-the-way[110]
plan call :depends files-that-stand-in-the-way[1] files-that-stand-in-the-way[2] files-that-stand-in-the-way[3] files-that-stand-in-the-way[4] files-that-stand-in-the-way[5] files-that-stand-in-the-way[6] files-that-stand-in-the-way[7] files-that-stand-in-the-way[8] files-that-stand-in-the-way[9] files-that-stand-in-the-way[10] files-that-stand-in-the-way[11] files-that-stand-in-the-way[12] files-that-stand-in-the-way[13] files-that-stand-in-the-way[14] files-that-stand-in-the-way[15] files-that-stand-in-the-way[16] files-that-stand-in-the-way[17] files-that-stand-in-the-way[18] files-that-stand-in-the-way[19] files-that-stand-in-the-way[20] files-that-stand-in-the-way[21] files-that-stand-in-the-way[22] files-that-stand-in-the-way[23] files-that-stand-in-the-way[24] files-that-stand-in-the-way[25] files-that-stand-in-the-way[26] files-that-stand-in-the-way[27] files-that-stand-in-the-way[28] files-that-stand-in-the-way[29] files-that-stand-in-the-way[30] files-that-stand-in-the-way[31] files-that-stand-in-the-way[32] files-that-stand-in-the-way[33] files-that-stand-in-the-way[34] files-that-stand-in-the-way[35] files-that-stand-in-the-way[36] files-that-stand-in-the-way[37] files-that-stand-in-the-way[38] files-that-stand-in-the-way[39] files-that-stand-in-the-way[40] files-that-stand-in-the-way[41] files-that-stand-in-the-way[42] files-that-stand-in-the-way[43] files-that-stand-in-the-way[44] files-that-stand-in-the-way[45] files-that-stand-in-the-way[46] files-that-stand-in-the-way[47] files-that-stand-in-the-way[48] files-that-stand-in-the-way[49] files-that-stand-in-the-way[50]
plan call :depends files-that-stand-in-the-way[51] files-that-stand-in-the-way[52] files-that-stand-in-the-way[53] files-that-stand-in-the-way[54] files-that-stand-in-the-way[55] files-that-stand-in-the-way[56] files-that-stand-in-the-way[57] files-that-stand-in-the-way[58] files-that-stand-in-the-way[59] files-that-stand-in-the-way[60] files-that-stand-in-the-way[61] files-that-stand-in-the-way[62] files-that-stand-in-the-way[63] files-that-stand-in-the-way[64] files-that-stand-in-the-way[65] files-that-stand-in-the-way[66] files-that-stand-in-the-way[67] files-that-stand-in-the-way[68] files-that-stand-in-the-way[69] files-that-stand-in-the-way[70] files-that-stand-in-the-way[71] files-that-stand-in-the-way[72] files-that-stand-in-the-way[73] files-that-stand-in-the-way[74] files-that-stand-in-the-way[75] files-that-stand-in-the-way[76] files-that-stand-in-the-way[77] files-that-stand-in-the-way[78] files-that-stand-in-the-way[79] files-that-stand-in-the-way[80] files-that-stand-in-the-way[81] files-that-stand-in-the-way[82] files-that-stand-in-the-way[83] files-that-stand-in-the-way[84] files-that-stand-in-the-way[85] files-that-stand-in-the-way[86] files-that-stand-in-the-way[87] files-that-stand-in-the-way[88] files-that-stand-in-the-way[89] files-that-stand-in-the-way[90] files-that-stand-in-the-way[91] files-that-stand-in-the-way[92] files-that-stand-in-the-way[93] files-that-stand-in-the-way[94] files-that-stand-in-the-way[95] files-that-stand-in-the-way[96] files-that-stand-in-the-way[97] files-that-stand-in-the-way[98] files-that-stand-in-the-way[99] files-that-stand-in-the-way[100]
plan call :depends files-that-stand-in-the-way[101] files-that-stand-in-the-way[102] files-that-stand-in-the-way[103] files-that-stand-in-the-way[104] files-that-stand-in-the-way[105] files-that-stand-in-the-way[106] files-that-stand-in-the-way[107] files-that-stand-in-the-way[108] files-that-stand-in-the-way[109] files-that-stand-in-the-way[110]
rem when: files-that-stand-in-the-way.changed and not (level.value > 5 or level.value == none) and os.build >= 7600
plan call :due when_tell
plan set "doubt.when_tell="
plan set "doubt.when_tell_part_1="
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[1].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[1] kept.files-that-stand-in-the-way[1].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[2].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[2] kept.files-that-stand-in-the-way[2].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[3].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[3] kept.files-that-stand-in-the-way[3].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[4].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[4] kept.files-that-stand-in-the-way[4].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[5].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[5] kept.files-that-stand-in-the-way[5].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[6].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[6] kept.files-that-stand-in-the-way[6].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[7].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[7] kept.files-that-stand-in-the-way[7].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[8].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[8] kept.files-that-stand-in-the-way[8].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[9].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[9] kept.files-that-stand-in-the-way[9].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[10].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[10] kept.files-that-stand-in-the-way[10].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[11].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[11] kept.files-that-stand-in-the-way[11].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[12].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[12] kept.files-that-stand-in-the-way[12].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[13].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[13] kept.files-that-stand-in-the-way[13].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[14].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[14] kept.files-that-stand-in-the-way[14].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[15].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[15] kept.files-that-stand-in-the-way[15].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[16].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[16] kept.files-that-stand-in-the-way[16].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[17].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[17] kept.files-that-stand-in-the-way[17].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[18].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[18] kept.files-that-stand-in-the-way[18].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[19].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[19] kept.files-that-stand-in-the-way[19].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[20].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[20] kept.files-that-stand-in-the-way[20].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[21].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[21] kept.files-that-stand-in-the-way[21].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[22].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[22] kept.files-that-stand-in-the-way[22].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[23].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[23] kept.files-that-stand-in-the-way[23].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[24].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[24] kept.files-that-stand-in-the-way[24].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[25].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[25] kept.files-that-stand-in-the-way[25].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[26].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[26] kept.files-that-stand-in-the-way[26].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[27].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[27] kept.files-that-stand-in-the-way[27].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[28].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[28] kept.files-that-stand-in-the-way[28].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[29].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[29] kept.files-that-stand-in-the-way[29].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[30].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[30] kept.files-that-stand-in-the-way[30].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[31].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[31] kept.files-that-stand-in-the-way[31].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[32].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[32] kept.files-that-stand-in-the-way[32].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[33].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[33] kept.files-that-stand-in-the-way[33].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[34].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[34] kept.files-that-stand-in-the-way[34].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[35].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[35] kept.files-that-stand-in-the-way[35].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[36].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[36] kept.files-that-stand-in-the-way[36].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[37].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[37] kept.files-that-stand-in-the-way[37].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[38].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[38] kept.files-that-stand-in-the-way[38].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[39].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[39] kept.files-that-stand-in-the-way[39].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[40].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[40] kept.files-that-stand-in-the-way[40].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[41].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[41] kept.files-that-stand-in-the-way[41].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[42].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[42] kept.files-that-stand-in-the-way[42].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[43].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[43] kept.files-that-stand-in-the-way[43].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[44].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[44] kept.files-that-stand-in-the-way[44].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[45].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[45] kept.files-that-stand-in-the-way[45].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[46].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[46] kept.files-that-stand-in-the-way[46].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[47].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[47] kept.files-that-stand-in-the-way[47].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[48].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[48] kept.files-that-stand-in-the-way[48].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[49].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[49] kept.files-that-stand-in-the-way[49].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[50].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[50] kept.files-that-stand-in-the-way[50].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[51].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[51] kept.files-that-stand-in-the-way[51].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[52].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[52] kept.files-that-stand-in-the-way[52].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[53].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[53] kept.files-that-stand-in-the-way[53].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[54].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[54] kept.files-that-stand-in-the-way[54].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[55].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[55] kept.files-that-stand-in-the-way[55].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[56].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[56] kept.files-that-stand-in-the-way[56].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[57].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[57] kept.files-that-stand-in-the-way[57].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[58].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[58] kept.files-that-stand-in-the-way[58].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[59].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[59] kept.files-that-stand-in-the-way[59].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[60].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[60] kept.files-that-stand-in-the-way[60].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[61].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[61] kept.files-that-stand-in-the-way[61].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[62].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[62] kept.files-that-stand-in-the-way[62].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[63].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[63] kept.files-that-stand-in-the-way[63].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[64].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[64] kept.files-that-stand-in-the-way[64].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[65].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[65] kept.files-that-stand-in-the-way[65].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[66].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[66] kept.files-that-stand-in-the-way[66].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[67].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[67] kept.files-that-stand-in-the-way[67].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[68].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[68] kept.files-that-stand-in-the-way[68].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[69].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[69] kept.files-that-stand-in-the-way[69].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[70].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[70] kept.files-that-stand-in-the-way[70].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[71].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[71] kept.files-that-stand-in-the-way[71].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[72].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[72] kept.files-that-stand-in-the-way[72].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[73].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[73] kept.files-that-stand-in-the-way[73].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[74].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[74] kept.files-that-stand-in-the-way[74].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[75].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[75] kept.files-that-stand-in-the-way[75].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[76].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[76] kept.files-that-stand-in-the-way[76].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[77].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[77] kept.files-that-stand-in-the-way[77].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[78].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[78] kept.files-that-stand-in-the-way[78].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[79].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[79] kept.files-that-stand-in-the-way[79].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[80].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[80] kept.files-that-stand-in-the-way[80].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[81].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[81] kept.files-that-stand-in-the-way[81].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[82].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[82] kept.files-that-stand-in-the-way[82].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[83].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[83] kept.files-that-stand-in-the-way[83].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[84].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[84] kept.files-that-stand-in-the-way[84].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[85].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[85] kept.files-that-stand-in-the-way[85].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[86].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[86] kept.files-that-stand-in-the-way[86].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[87].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[87] kept.files-that-stand-in-the-way[87].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[88].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[88] kept.files-that-stand-in-the-way[88].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[89].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[89] kept.files-that-stand-in-the-way[89].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[90].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[90] kept.files-that-stand-in-the-way[90].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[91].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[91] kept.files-that-stand-in-the-way[91].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[92].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[92] kept.files-that-stand-in-the-way[92].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[93].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[93] kept.files-that-stand-in-the-way[93].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[94].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[94] kept.files-that-stand-in-the-way[94].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[95].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[95] kept.files-that-stand-in-the-way[95].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[96].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[96] kept.files-that-stand-in-the-way[96].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[97].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[97] kept.files-that-stand-in-the-way[97].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[98].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[98] kept.files-that-stand-in-the-way[98].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[99].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[99] kept.files-that-stand-in-the-way[99].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[100].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[100] kept.files-that-stand-in-the-way[100].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[101].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[101] kept.files-that-stand-in-the-way[101].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[102].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[102] kept.files-that-stand-in-the-way[102].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[103].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[103] kept.files-that-stand-in-the-way[103].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[104].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[104] kept.files-that-stand-in-the-way[104].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[105].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[105] kept.files-that-stand-in-the-way[105].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[106].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[106] kept.files-that-stand-in-the-way[106].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[107].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[107] kept.files-that-stand-in-the-way[107].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[108].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[108] kept.files-that-stand-in-the-way[108].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[109].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[109] kept.files-that-stand-in-the-way[109].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan set "IS=false"
plan if defined kept.files-that-stand-in-the-way[110].changed.tell set "IS=true"
plan if "!MODE!"=="whatif" for %V in (would.files-that-stand-in-the-way[110] kept.files-that-stand-in-the-way[110].begun) do if defined %V set "IS=true"
plan call :or when_tell_part_1
plan call :none_true when_tell_part_1
plan to when_tell_part_1
plan call :and when_tell
plan set "doubt.when_tell_part_2="
plan set "REG_KEY=HKLM\SOFTWARE\Example"
plan set "VALUE_NAME=Level"
plan call :see_number level
plan set "IS=false"
plan if "!value.level!"=="unknown" set "IS=unknown"
plan if "!IS!"=="false" if defined value.level call :wide_hex !value.level!
plan if "!IS!"=="false" if defined value.level if "!WIDE!" GTR "0000000000000005" set "IS=true"
plan call :or when_tell_part_2
plan set "REG_KEY=HKLM\SOFTWARE\Example"
plan set "VALUE_NAME=Level"
plan call :see_number level
plan set "IS=false"
plan if "!value.level!"=="unknown" set "IS=unknown"
plan if not defined value.level set "IS=true"
plan call :or when_tell_part_2
plan call :none_true when_tell_part_2
plan to when_tell_part_2
plan if "!IS!"=="true" (set "IS=false") else if "!IS!"=="false" set "IS=true"
plan call :and when_tell
plan set "IS=unknown"
plan if defined os.build set "IS=false"
plan if defined os.build call :wide !os.build!
plan if defined os.build if "!WIDE!" GEQ "00000000000000007600" set "IS=true"
plan call :and when_tell
plan call :all_true when_tell
plan to when_tell
plan call :when
plan set "REG_KEY=HKLM\SOFTWARE\Example"
plan set "VALUE_NAME=Told"
plan set "TYPE=SZ"
plan set "DATA=a ^ b & 100% (c) !"
plan call :ensure value set_value
plan call :close

rem ==== again =======================================================================================================
plan call :action again never
plan call :depends mark files-that-stand-in-the-way[8]
rem when: not left-over or marked
plan call :due when_again
plan set "doubt.when_again="
plan call :recall left-over
plan set "doubt.made_of_left_over="
plan call :recall seven
plan set "FILE=C:\Long\107.txt"
plan call :observe seven file_exists
plan to seven
plan call :or made_of_left_over
plan set "REG_KEY=HKLM\SOFTWARE\Example"
plan set "VALUE_NAME=Level"
plan call :see_number level
plan set "IS=false"
plan if "!value.level!"=="unknown" set "IS=unknown"
plan if "!IS!"=="false" if defined value.level call :wide_hex !value.level!
plan if "!IS!"=="false" if defined value.level if "!WIDE!" GEQ "0000000000000003" set "IS=true"
plan call :or made_of_left_over
plan call :none_true made_of_left_over
plan to made_of_left_over
plan call :observed left-over
plan to left-over
plan if "!IS!"=="true" (set "IS=false") else if "!IS!"=="false" set "IS=true"
plan call :or when_again
plan call :recall marked
plan set "REG_KEY=HKLM\SOFTWARE\Example"
plan set "VALUE_NAME=Marked"
plan set "TYPE=DWORD"
plan set "DATA=0x1"
plan call :observe marked value
plan to marked
plan call :or when_again
plan call :none_true when_again
plan to when_again
plan call :when
plan call :requires windir
plan call :attempts 3 4 steps_again
plan call :finally
plan set "REG_KEY=HKLM\SOFTWARE\Example"
plan set "VALUE_NAME=Ended"
plan set "TYPE=DWORD"
plan set "DATA=0x1"
plan call :ensure value set_value
plan call :close

rem ==== behind-the-restart ==========================================================================================
plan call :action behind-the-restart never
plan call :needs mark
plan set "TEXT=the machine has restarted"
plan call :message INFO
plan call :close

rem ==== again: its steps ============================================================================================
rem when: marked
steps_again call :step_due when_again_1
steps_again call :recall marked
steps_again set "REG_KEY=HKLM\SOFTWARE\Example"
steps_again set "VALUE_NAME=Marked"
steps_again set "TYPE=DWORD"
steps_again set "DATA=0x1"
steps_again call :observe marked value
steps_again to marked
steps_again to when_again_1
steps_again call :step_if
steps_again expand "FILE=%windir%\Long\again.txt"
steps_again call :ensure file_absent delete_file
steps_again set "SKIP="
steps_again set "REG_KEY=HKLM\SOFTWARE\Example"
steps_again set "VALUE_NAME=Again"
steps_again set "TYPE=DWORD"
steps_again set "DATA=0x1"
steps_again call :ensure value set_value

rem ==== scope =======================================================================================================
scope set "IS=true"
scope to scope

rem ==== goal ========================================================================================================
rem goal: every action has its state in place
goal set "doubt.goal="
goal call :recall mark
goal set "REG_KEY=HKLM\SOFTWARE\Example"
goal set "VALUE_NAME=Marked"
goal set "TYPE=DWORD"
goal set "DATA=0x1"
goal call :observe mark value
goal to mark
goal call :and goal
goal call :recall files-that-stand-in-the-way[1]
goal set "FILE=C:\Long\100.txt"
goal call :observe files-that-stand-in-the-way[1] file_absent
goal to files-that-stand-in-the-way[1]
goal call :and goal
goal call :recall files-that-stand-in-the-way[2]
goal set "FILE=C:\Long\101.txt"
goal call :observe files-that-stand-in-the-way[2] file_absent
goal to files-that-stand-in-the-way[2]
goal call :and goal
goal call :recall files-that-stand-in-the-way[3]
goal set "FILE=C:\Long\102.txt"
goal call :observe files-that-stand-in-the-way[3] file_absent
goal to files-that-stand-in-the-way[3]
goal call :and goal
goal call :recall files-that-stand-in-the-way[4]
goal set "FILE=C:\Long\103.txt"
goal call :observe files-that-stand-in-the-way[4] file_absent
goal to files-that-stand-in-the-way[4]
goal call :and goal
goal call :recall files-that-stand-in-the-way[5]
goal set "FILE=C:\Long\104.txt"
goal call :observe files-that-stand-in-the-way[5] file_absent
goal to files-that-stand-in-the-way[5]
goal call :and goal
goal call :recall files-that-stand-in-the-way[6]
goal set "FILE=C:\Long\105.txt"
goal call :observe files-that-stand-in-the-way[6] file_absent
goal to files-that-stand-in-the-way[6]
goal call :and goal
goal call :recall files-that-stand-in-the-way[7]
goal set "FILE=C:\Long\106.txt"
goal call :observe files-that-stand-in-the-way[7] file_absent
goal to files-that-stand-in-the-way[7]
goal call :and goal
goal call :recall files-that-stand-in-the-way[8]
goal set "FILE=C:\Long\107.txt"
goal call :observe files-that-stand-in-the-way[8] file_absent
goal to files-that-stand-in-the-way[8]
goal call :and goal
goal call :recall files-that-stand-in-the-way[9]
goal set "FILE=C:\Long\108.txt"
goal call :observe files-that-stand-in-the-way[9] file_absent
goal to files-that-stand-in-the-way[9]
goal call :and goal
goal call :recall files-that-stand-in-the-way[10]
goal set "FILE=C:\Long\109.txt"
goal call :observe files-that-stand-in-the-way[10] file_absent
goal to files-that-stand-in-the-way[10]
goal call :and goal
goal call :recall files-that-stand-in-the-way[11]
goal set "FILE=C:\Long\110.txt"
goal call :observe files-that-stand-in-the-way[11] file_absent
goal to files-that-stand-in-the-way[11]
goal call :and goal
goal call :recall files-that-stand-in-the-way[12]
goal set "FILE=C:\Long\111.txt"
goal call :observe files-that-stand-in-the-way[12] file_absent
goal to files-that-stand-in-the-way[12]
goal call :and goal
goal call :recall files-that-stand-in-the-way[13]
goal set "FILE=C:\Long\112.txt"
goal call :observe files-that-stand-in-the-way[13] file_absent
goal to files-that-stand-in-the-way[13]
goal call :and goal
goal call :recall files-that-stand-in-the-way[14]
goal set "FILE=C:\Long\113.txt"
goal call :observe files-that-stand-in-the-way[14] file_absent
goal to files-that-stand-in-the-way[14]
goal call :and goal
goal call :recall files-that-stand-in-the-way[15]
goal set "FILE=C:\Long\114.txt"
goal call :observe files-that-stand-in-the-way[15] file_absent
goal to files-that-stand-in-the-way[15]
goal call :and goal
goal call :recall files-that-stand-in-the-way[16]
goal set "FILE=C:\Long\115.txt"
goal call :observe files-that-stand-in-the-way[16] file_absent
goal to files-that-stand-in-the-way[16]
goal call :and goal
goal call :recall files-that-stand-in-the-way[17]
goal set "FILE=C:\Long\116.txt"
goal call :observe files-that-stand-in-the-way[17] file_absent
goal to files-that-stand-in-the-way[17]
goal call :and goal
goal call :recall files-that-stand-in-the-way[18]
goal set "FILE=C:\Long\117.txt"
goal call :observe files-that-stand-in-the-way[18] file_absent
goal to files-that-stand-in-the-way[18]
goal call :and goal
goal call :recall files-that-stand-in-the-way[19]
goal set "FILE=C:\Long\118.txt"
goal call :observe files-that-stand-in-the-way[19] file_absent
goal to files-that-stand-in-the-way[19]
goal call :and goal
goal call :recall files-that-stand-in-the-way[20]
goal set "FILE=C:\Long\119.txt"
goal call :observe files-that-stand-in-the-way[20] file_absent
goal to files-that-stand-in-the-way[20]
goal call :and goal
goal call :recall files-that-stand-in-the-way[21]
goal set "FILE=C:\Long\120.txt"
goal call :observe files-that-stand-in-the-way[21] file_absent
goal to files-that-stand-in-the-way[21]
goal call :and goal
goal call :recall files-that-stand-in-the-way[22]
goal set "FILE=C:\Long\121.txt"
goal call :observe files-that-stand-in-the-way[22] file_absent
goal to files-that-stand-in-the-way[22]
goal call :and goal
goal call :recall files-that-stand-in-the-way[23]
goal set "FILE=C:\Long\122.txt"
goal call :observe files-that-stand-in-the-way[23] file_absent
goal to files-that-stand-in-the-way[23]
goal call :and goal
goal call :recall files-that-stand-in-the-way[24]
goal set "FILE=C:\Long\123.txt"
goal call :observe files-that-stand-in-the-way[24] file_absent
goal to files-that-stand-in-the-way[24]
goal call :and goal
goal call :recall files-that-stand-in-the-way[25]
goal set "FILE=C:\Long\124.txt"
goal call :observe files-that-stand-in-the-way[25] file_absent
goal to files-that-stand-in-the-way[25]
goal call :and goal
goal call :recall files-that-stand-in-the-way[26]
goal set "FILE=C:\Long\125.txt"
goal call :observe files-that-stand-in-the-way[26] file_absent
goal to files-that-stand-in-the-way[26]
goal call :and goal
goal call :recall files-that-stand-in-the-way[27]
goal set "FILE=C:\Long\126.txt"
goal call :observe files-that-stand-in-the-way[27] file_absent
goal to files-that-stand-in-the-way[27]
goal call :and goal
goal call :recall files-that-stand-in-the-way[28]
goal set "FILE=C:\Long\127.txt"
goal call :observe files-that-stand-in-the-way[28] file_absent
goal to files-that-stand-in-the-way[28]
goal call :and goal
goal call :recall files-that-stand-in-the-way[29]
goal set "FILE=C:\Long\128.txt"
goal call :observe files-that-stand-in-the-way[29] file_absent
goal to files-that-stand-in-the-way[29]
goal call :and goal
goal call :recall files-that-stand-in-the-way[30]
goal set "FILE=C:\Long\129.txt"
goal call :observe files-that-stand-in-the-way[30] file_absent
goal to files-that-stand-in-the-way[30]
goal call :and goal
goal call :recall files-that-stand-in-the-way[31]
goal set "FILE=C:\Long\130.txt"
goal call :observe files-that-stand-in-the-way[31] file_absent
goal to files-that-stand-in-the-way[31]
goal call :and goal
goal call :recall files-that-stand-in-the-way[32]
goal set "FILE=C:\Long\131.txt"
goal call :observe files-that-stand-in-the-way[32] file_absent
goal to files-that-stand-in-the-way[32]
goal call :and goal
goal call :recall files-that-stand-in-the-way[33]
goal set "FILE=C:\Long\132.txt"
goal call :observe files-that-stand-in-the-way[33] file_absent
goal to files-that-stand-in-the-way[33]
goal call :and goal
goal call :recall files-that-stand-in-the-way[34]
goal set "FILE=C:\Long\133.txt"
goal call :observe files-that-stand-in-the-way[34] file_absent
goal to files-that-stand-in-the-way[34]
goal call :and goal
goal call :recall files-that-stand-in-the-way[35]
goal set "FILE=C:\Long\134.txt"
goal call :observe files-that-stand-in-the-way[35] file_absent
goal to files-that-stand-in-the-way[35]
goal call :and goal
goal call :recall files-that-stand-in-the-way[36]
goal set "FILE=C:\Long\135.txt"
goal call :observe files-that-stand-in-the-way[36] file_absent
goal to files-that-stand-in-the-way[36]
goal call :and goal
goal call :recall files-that-stand-in-the-way[37]
goal set "FILE=C:\Long\136.txt"
goal call :observe files-that-stand-in-the-way[37] file_absent
goal to files-that-stand-in-the-way[37]
goal call :and goal
goal call :recall files-that-stand-in-the-way[38]
goal set "FILE=C:\Long\137.txt"
goal call :observe files-that-stand-in-the-way[38] file_absent
goal to files-that-stand-in-the-way[38]
goal call :and goal
goal call :recall files-that-stand-in-the-way[39]
goal set "FILE=C:\Long\138.txt"
goal call :observe files-that-stand-in-the-way[39] file_absent
goal to files-that-stand-in-the-way[39]
goal call :and goal
goal call :recall files-that-stand-in-the-way[40]
goal set "FILE=C:\Long\139.txt"
goal call :observe files-that-stand-in-the-way[40] file_absent
goal to files-that-stand-in-the-way[40]
goal call :and goal
goal call :recall files-that-stand-in-the-way[41]
goal set "FILE=C:\Long\140.txt"
goal call :observe files-that-stand-in-the-way[41] file_absent
goal to files-that-stand-in-the-way[41]
goal call :and goal
goal call :recall files-that-stand-in-the-way[42]
goal set "FILE=C:\Long\141.txt"
goal call :observe files-that-stand-in-the-way[42] file_absent
goal to files-that-stand-in-the-way[42]
goal call :and goal
goal call :recall files-that-stand-in-the-way[43]
goal set "FILE=C:\Long\142.txt"
goal call :observe files-that-stand-in-the-way[43] file_absent
goal to files-that-stand-in-the-way[43]
goal call :and goal
goal call :recall files-that-stand-in-the-way[44]
goal set "FILE=C:\Long\143.txt"
goal call :observe files-that-stand-in-the-way[44] file_absent
goal to files-that-stand-in-the-way[44]
goal call :and goal
goal call :recall files-that-stand-in-the-way[45]
goal set "FILE=C:\Long\144.txt"
goal call :observe files-that-stand-in-the-way[45] file_absent
goal to files-that-stand-in-the-way[45]
goal call :and goal
goal call :recall files-that-stand-in-the-way[46]
goal set "FILE=C:\Long\145.txt"
goal call :observe files-that-stand-in-the-way[46] file_absent
goal to files-that-stand-in-the-way[46]
goal call :and goal
goal call :recall files-that-stand-in-the-way[47]
goal set "FILE=C:\Long\146.txt"
goal call :observe files-that-stand-in-the-way[47] file_absent
goal to files-that-stand-in-the-way[47]
goal call :and goal
goal call :recall files-that-stand-in-the-way[48]
goal set "FILE=C:\Long\147.txt"
goal call :observe files-that-stand-in-the-way[48] file_absent
goal to files-that-stand-in-the-way[48]
goal call :and goal
goal call :recall files-that-stand-in-the-way[49]
goal set "FILE=C:\Long\148.txt"
goal call :observe files-that-stand-in-the-way[49] file_absent
goal to files-that-stand-in-the-way[49]
goal call :and goal
goal call :recall files-that-stand-in-the-way[50]
goal set "FILE=C:\Long\149.txt"
goal call :observe files-that-stand-in-the-way[50] file_absent
goal to files-that-stand-in-the-way[50]
goal call :and goal
goal call :recall files-that-stand-in-the-way[51]
goal set "FILE=C:\Long\150.txt"
goal call :observe files-that-stand-in-the-way[51] file_absent
goal to files-that-stand-in-the-way[51]
goal call :and goal
goal call :recall files-that-stand-in-the-way[52]
goal set "FILE=C:\Long\151.txt"
goal call :observe files-that-stand-in-the-way[52] file_absent
goal to files-that-stand-in-the-way[52]
goal call :and goal
goal call :recall files-that-stand-in-the-way[53]
goal set "FILE=C:\Long\152.txt"
goal call :observe files-that-stand-in-the-way[53] file_absent
goal to files-that-stand-in-the-way[53]
goal call :and goal
goal call :recall files-that-stand-in-the-way[54]
goal set "FILE=C:\Long\153.txt"
goal call :observe files-that-stand-in-the-way[54] file_absent
goal to files-that-stand-in-the-way[54]
goal call :and goal
goal call :recall files-that-stand-in-the-way[55]
goal set "FILE=C:\Long\154.txt"
goal call :observe files-that-stand-in-the-way[55] file_absent
goal to files-that-stand-in-the-way[55]
goal call :and goal
goal call :recall files-that-stand-in-the-way[56]
goal set "FILE=C:\Long\155.txt"
goal call :observe files-that-stand-in-the-way[56] file_absent
goal to files-that-stand-in-the-way[56]
goal call :and goal
goal call :recall files-that-stand-in-the-way[57]
goal set "FILE=C:\Long\156.txt"
goal call :observe files-that-stand-in-the-way[57] file_absent
goal to files-that-stand-in-the-way[57]
goal call :and goal
goal call :recall files-that-stand-in-the-way[58]
goal set "FILE=C:\Long\157.txt"
goal call :observe files-that-stand-in-the-way[58] file_absent
goal to files-that-stand-in-the-way[58]
goal call :and goal
goal call :recall files-that-stand-in-the-way[59]
goal set "FILE=C:\Long\158.txt"
goal call :observe files-that-stand-in-the-way[59] file_absent
goal to files-that-stand-in-the-way[59]
goal call :and goal
goal call :recall files-that-stand-in-the-way[60]
goal set "FILE=C:\Long\159.txt"
goal call :observe files-that-stand-in-the-way[60] file_absent
goal to files-that-stand-in-the-way[60]
goal call :and goal
goal call :recall files-that-stand-in-the-way[61]
goal set "FILE=C:\Long\160.txt"
goal call :observe files-that-stand-in-the-way[61] file_absent
goal to files-that-stand-in-the-way[61]
goal call :and goal
goal call :recall files-that-stand-in-the-way[62]
goal set "FILE=C:\Long\161.txt"
goal call :observe files-that-stand-in-the-way[62] file_absent
goal to files-that-stand-in-the-way[62]
goal call :and goal
goal call :recall files-that-stand-in-the-way[63]
goal set "FILE=C:\Long\162.txt"
goal call :observe files-that-stand-in-the-way[63] file_absent
goal to files-that-stand-in-the-way[63]
goal call :and goal
goal call :recall files-that-stand-in-the-way[64]
goal set "FILE=C:\Long\163.txt"
goal call :observe files-that-stand-in-the-way[64] file_absent
goal to files-that-stand-in-the-way[64]
goal call :and goal
goal call :recall files-that-stand-in-the-way[65]
goal set "FILE=C:\Long\164.txt"
goal call :observe files-that-stand-in-the-way[65] file_absent
goal to files-that-stand-in-the-way[65]
goal call :and goal
goal call :recall files-that-stand-in-the-way[66]
goal set "FILE=C:\Long\165.txt"
goal call :observe files-that-stand-in-the-way[66] file_absent
goal to files-that-stand-in-the-way[66]
goal call :and goal
goal call :recall files-that-stand-in-the-way[67]
goal set "FILE=C:\Long\166.txt"
goal call :observe files-that-stand-in-the-way[67] file_absent
goal to files-that-stand-in-the-way[67]
goal call :and goal
goal call :recall files-that-stand-in-the-way[68]
goal set "FILE=C:\Long\167.txt"
goal call :observe files-that-stand-in-the-way[68] file_absent
goal to files-that-stand-in-the-way[68]
goal call :and goal
goal call :recall files-that-stand-in-the-way[69]
goal set "FILE=C:\Long\168.txt"
goal call :observe files-that-stand-in-the-way[69] file_absent
goal to files-that-stand-in-the-way[69]
goal call :and goal
goal call :recall files-that-stand-in-the-way[70]
goal set "FILE=C:\Long\169.txt"
goal call :observe files-that-stand-in-the-way[70] file_absent
goal to files-that-stand-in-the-way[70]
goal call :and goal
goal call :recall files-that-stand-in-the-way[71]
goal set "FILE=C:\Long\170.txt"
goal call :observe files-that-stand-in-the-way[71] file_absent
goal to files-that-stand-in-the-way[71]
goal call :and goal
goal call :recall files-that-stand-in-the-way[72]
goal set "FILE=C:\Long\171.txt"
goal call :observe files-that-stand-in-the-way[72] file_absent
goal to files-that-stand-in-the-way[72]
goal call :and goal
goal call :recall files-that-stand-in-the-way[73]
goal set "FILE=C:\Long\172.txt"
goal call :observe files-that-stand-in-the-way[73] file_absent
goal to files-that-stand-in-the-way[73]
goal call :and goal
goal call :recall files-that-stand-in-the-way[74]
goal set "FILE=C:\Long\173.txt"
goal call :observe files-that-stand-in-the-way[74] file_absent
goal to files-that-stand-in-the-way[74]
goal call :and goal
goal call :recall files-that-stand-in-the-way[75]
goal set "FILE=C:\Long\174.txt"
goal call :observe files-that-stand-in-the-way[75] file_absent
goal to files-that-stand-in-the-way[75]
goal call :and goal
goal call :recall files-that-stand-in-the-way[76]
goal set "FILE=C:\Long\175.txt"
goal call :observe files-that-stand-in-the-way[76] file_absent
goal to files-that-stand-in-the-way[76]
goal call :and goal
goal call :recall files-that-stand-in-the-way[77]
goal set "FILE=C:\Long\176.txt"
goal call :observe files-that-stand-in-the-way[77] file_absent
goal to files-that-stand-in-the-way[77]
goal call :and goal
goal call :recall files-that-stand-in-the-way[78]
goal set "FILE=C:\Long\177.txt"
goal call :observe files-that-stand-in-the-way[78] file_absent
goal to files-that-stand-in-the-way[78]
goal call :and goal
goal call :recall files-that-stand-in-the-way[79]
goal set "FILE=C:\Long\178.txt"
goal call :observe files-that-stand-in-the-way[79] file_absent
goal to files-that-stand-in-the-way[79]
goal call :and goal
goal call :recall files-that-stand-in-the-way[80]
goal set "FILE=C:\Long\179.txt"
goal call :observe files-that-stand-in-the-way[80] file_absent
goal to files-that-stand-in-the-way[80]
goal call :and goal
goal call :recall files-that-stand-in-the-way[81]
goal set "FILE=C:\Long\180.txt"
goal call :observe files-that-stand-in-the-way[81] file_absent
goal to files-that-stand-in-the-way[81]
goal call :and goal
goal call :recall files-that-stand-in-the-way[82]
goal set "FILE=C:\Long\181.txt"
goal call :observe files-that-stand-in-the-way[82] file_absent
goal to files-that-stand-in-the-way[82]
goal call :and goal
goal call :recall files-that-stand-in-the-way[83]
goal set "FILE=C:\Long\182.txt"
goal call :observe files-that-stand-in-the-way[83] file_absent
goal to files-that-stand-in-the-way[83]
goal call :and goal
goal call :recall files-that-stand-in-the-way[84]
goal set "FILE=C:\Long\183.txt"
goal call :observe files-that-stand-in-the-way[84] file_absent
goal to files-that-stand-in-the-way[84]
goal call :and goal
goal call :recall files-that-stand-in-the-way[85]
goal set "FILE=C:\Long\184.txt"
goal call :observe files-that-stand-in-the-way[85] file_absent
goal to files-that-stand-in-the-way[85]
goal call :and goal
goal call :recall files-that-stand-in-the-way[86]
goal set "FILE=C:\Long\185.txt"
goal call :observe files-that-stand-in-the-way[86] file_absent
goal to files-that-stand-in-the-way[86]
goal call :and goal
goal call :recall files-that-stand-in-the-way[87]
goal set "FILE=C:\Long\186.txt"
goal call :observe files-that-stand-in-the-way[87] file_absent
goal to files-that-stand-in-the-way[87]
goal call :and goal
goal call :recall files-that-stand-in-the-way[88]
goal set "FILE=C:\Long\187.txt"
goal call :observe files-that-stand-in-the-way[88] file_absent
goal to files-that-stand-in-the-way[88]
goal call :and goal
goal call :recall files-that-stand-in-the-way[89]
goal set "FILE=C:\Long\188.txt"
goal call :observe files-that-stand-in-the-way[89] file_absent
goal to files-that-stand-in-the-way[89]
goal call :and goal
goal call :recall files-that-stand-in-the-way[90]
goal set "FILE=C:\Long\189.txt"
goal call :observe files-that-stand-in-the-way[90] file_absent
goal to files-that-stand-in-the-way[90]
goal call :and goal
goal call :recall files-that-stand-in-the-way[91]
goal set "FILE=C:\Long\190.txt"
goal call :observe files-that-stand-in-the-way[91] file_absent
goal to files-that-stand-in-the-way[91]
goal call :and goal
goal call :recall files-that-stand-in-the-way[92]
goal set "FILE=C:\Long\191.txt"
goal call :observe files-that-stand-in-the-way[92] file_absent
goal to files-that-stand-in-the-way[92]
goal call :and goal
goal call :recall files-that-stand-in-the-way[93]
goal set "FILE=C:\Long\192.txt"
goal call :observe files-that-stand-in-the-way[93] file_absent
goal to files-that-stand-in-the-way[93]
goal call :and goal
goal call :recall files-that-stand-in-the-way[94]
goal set "FILE=C:\Long\193.txt"
goal call :observe files-that-stand-in-the-way[94] file_absent
goal to files-that-stand-in-the-way[94]
goal call :and goal
goal call :recall files-that-stand-in-the-way[95]
goal set "FILE=C:\Long\194.txt"
goal call :observe files-that-stand-in-the-way[95] file_absent
goal to files-that-stand-in-the-way[95]
goal call :and goal
goal call :recall files-that-stand-in-the-way[96]
goal set "FILE=C:\Long\195.txt"
goal call :observe files-that-stand-in-the-way[96] file_absent
goal to files-that-stand-in-the-way[96]
goal call :and goal
goal call :recall files-that-stand-in-the-way[97]
goal set "FILE=C:\Long\196.txt"
goal call :observe files-that-stand-in-the-way[97] file_absent
goal to files-that-stand-in-the-way[97]
goal call :and goal
goal call :recall files-that-stand-in-the-way[98]
goal set "FILE=C:\Long\197.txt"
goal call :observe files-that-stand-in-the-way[98] file_absent
goal to files-that-stand-in-the-way[98]
goal call :and goal
goal call :recall files-that-stand-in-the-way[99]
goal set "FILE=C:\Long\198.txt"
goal call :observe files-that-stand-in-the-way[99] file_absent
goal to files-that-stand-in-the-way[99]
goal call :and goal
goal call :recall files-that-stand-in-the-way[100]
goal set "FILE=C:\Long\199.txt"
goal call :observe files-that-stand-in-the-way[100] file_absent
goal to files-that-stand-in-the-way[100]
goal call :and goal
goal call :recall files-that-stand-in-the-way[101]
goal set "FILE=C:\Long\200.txt"
goal call :observe files-that-stand-in-the-way[101] file_absent
goal to files-that-stand-in-the-way[101]
goal call :and goal
goal call :recall files-that-stand-in-the-way[102]
goal set "FILE=C:\Long\201.txt"
goal call :observe files-that-stand-in-the-way[102] file_absent
goal to files-that-stand-in-the-way[102]
goal call :and goal
goal call :recall files-that-stand-in-the-way[103]
goal set "FILE=C:\Long\202.txt"
goal call :observe files-that-stand-in-the-way[103] file_absent
goal to files-that-stand-in-the-way[103]
goal call :and goal
goal call :recall files-that-stand-in-the-way[104]
goal set "FILE=C:\Long\203.txt"
goal call :observe files-that-stand-in-the-way[104] file_absent
goal to files-that-stand-in-the-way[104]
goal call :and goal
goal call :recall files-that-stand-in-the-way[105]
goal set "FILE=C:\Long\204.txt"
goal call :observe files-that-stand-in-the-way[105] file_absent
goal to files-that-stand-in-the-way[105]
goal call :and goal
goal call :recall files-that-stand-in-the-way[106]
goal set "FILE=C:\Long\205.txt"
goal call :observe files-that-stand-in-the-way[106] file_absent
goal to files-that-stand-in-the-way[106]
goal call :and goal
goal call :recall files-that-stand-in-the-way[107]
goal set "FILE=C:\Long\206.txt"
goal call :observe files-that-stand-in-the-way[107] file_absent
goal to files-that-stand-in-the-way[107]
goal call :and goal
goal call :recall files-that-stand-in-the-way[108]
goal set "FILE=C:\Long\207.txt"
goal call :observe files-that-stand-in-the-way[108] file_absent
goal to files-that-stand-in-the-way[108]
goal call :and goal
goal call :recall files-that-stand-in-the-way[109]
goal set "FILE=C:\Long\208.txt"
goal call :observe files-that-stand-in-the-way[109] file_absent
goal to files-that-stand-in-the-way[109]
goal call :and goal
goal call :recall files-that-stand-in-the-way[110]
goal set "FILE=C:\Long\209.txt"
goal call :observe files-that-stand-in-the-way[110] file_absent
goal to files-that-stand-in-the-way[110]
goal call :and goal
goal set "doubt.goal_part_1="
goal set "doubt.goal_part_2="
goal call :recall left-over
goal set "doubt.made_of_left_over="
goal call :recall seven
goal set "FILE=C:\Long\107.txt"
goal call :observe seven file_exists
goal to seven
goal call :or made_of_left_over
goal set "REG_KEY=HKLM\SOFTWARE\Example"
goal set "VALUE_NAME=Level"
goal call :see_number level
goal set "IS=false"
goal if "!value.level!"=="unknown" set "IS=unknown"
goal if "!IS!"=="false" if defined value.level call :wide_hex !value.level!
goal if "!IS!"=="false" if defined value.level if "!WIDE!" GEQ "0000000000000003" set "IS=true"
goal call :or made_of_left_over
goal call :none_true made_of_left_over
goal to made_of_left_over
goal call :observed left-over
goal to left-over
goal if "!IS!"=="true" (set "IS=false") else if "!IS!"=="false" set "IS=true"
goal call :or goal_part_2
goal call :recall marked
goal set "REG_KEY=HKLM\SOFTWARE\Example"
goal set "VALUE_NAME=Marked"
goal set "TYPE=DWORD"
goal set "DATA=0x1"
goal call :observe marked value
goal to marked
goal call :or goal_part_2
goal call :none_true goal_part_2
goal to goal_part_2
goal if "!IS!"=="true" (set "IS=false") else if "!IS!"=="false" set "IS=true"
goal call :or goal_part_1
goal set "doubt.goal_part_3="
goal call :recall again
goal set "REG_KEY=HKLM\SOFTWARE\Example"
goal set "VALUE_NAME=Again"
goal set "TYPE=DWORD"
goal set "DATA=0x1"
goal call :observe again value
goal to again
goal call :and goal_part_3
goal set "doubt.goal_part_4="
goal call :recall marked
goal set "REG_KEY=HKLM\SOFTWARE\Example"
goal set "VALUE_NAME=Marked"
goal set "TYPE=DWORD"
goal set "DATA=0x1"
goal call :observe marked value
goal to marked
goal if "!IS!"=="true" (set "IS=false") else if "!IS!"=="false" set "IS=true"
goal call :or goal_part_4
goal call :recall again.1
goal expand "FILE=%windir%\Long\again.txt"
goal call :observe again:1 file_absent
goal to again.1
goal call :or goal_part_4
goal call :none_true goal_part_4
goal to goal_part_4
goal call :and goal_part_3
goal call :all_true goal_part_3
goal to goal_part_3
goal call :or goal_part_1
goal call :none_true goal_part_1
goal to goal_part_1
goal call :and goal
goal call :all_true goal
goal to goal

rem ==== Each check, for /detect =====================================================================================
all_checks call :recall seven
all_checks set "FILE=C:\Long\107.txt"
all_checks call :observe seven file_exists
all_checks to seven
all_checks call :recall marked
all_checks set "REG_KEY=HKLM\SOFTWARE\Example"
all_checks set "VALUE_NAME=Marked"
all_checks set "TYPE=DWORD"
all_checks set "DATA=0x1"
all_checks call :observe marked value
all_checks to marked
all_checks call :recall level
all_checks set "REG_KEY=HKLM\SOFTWARE\Example"
all_checks set "VALUE_NAME=Level"
all_checks call :observe level value_present
all_checks to level
all_checks call :recall left-over
all_checks set "doubt.made_of_left_over="
all_checks call :recall seven
all_checks set "FILE=C:\Long\107.txt"
all_checks call :observe seven file_exists
all_checks to seven
all_checks call :or made_of_left_over
all_checks set "REG_KEY=HKLM\SOFTWARE\Example"
all_checks set "VALUE_NAME=Level"
all_checks call :see_number level
all_checks set "IS=false"
all_checks if "!value.level!"=="unknown" set "IS=unknown"
all_checks if "!IS!"=="false" if defined value.level call :wide_hex !value.level!
all_checks if "!IS!"=="false" if defined value.level if "!WIDE!" GEQ "0000000000000003" set "IS=true"
all_checks call :or made_of_left_over
all_checks call :none_true made_of_left_over
all_checks to made_of_left_over
all_checks call :observed left-over
all_checks to left-over
all_checks call :recall mark
all_checks set "REG_KEY=HKLM\SOFTWARE\Example"
all_checks set "VALUE_NAME=Marked"
all_checks set "TYPE=DWORD"
all_checks set "DATA=0x1"
all_checks call :observe mark value
all_checks to mark
all_checks call :recall files-that-stand-in-the-way[1]
all_checks set "FILE=C:\Long\100.txt"
all_checks call :observe files-that-stand-in-the-way[1] file_absent
all_checks to files-that-stand-in-the-way[1]
all_checks call :recall files-that-stand-in-the-way[2]
all_checks set "FILE=C:\Long\101.txt"
all_checks call :observe files-that-stand-in-the-way[2] file_absent
all_checks to files-that-stand-in-the-way[2]
all_checks call :recall files-that-stand-in-the-way[3]
all_checks set "FILE=C:\Long\102.txt"
all_checks call :observe files-that-stand-in-the-way[3] file_absent
all_checks to files-that-stand-in-the-way[3]
all_checks call :recall files-that-stand-in-the-way[4]
all_checks set "FILE=C:\Long\103.txt"
all_checks call :observe files-that-stand-in-the-way[4] file_absent
all_checks to files-that-stand-in-the-way[4]
all_checks call :recall files-that-stand-in-the-way[5]
all_checks set "FILE=C:\Long\104.txt"
all_checks call :observe files-that-stand-in-the-way[5] file_absent
all_checks to files-that-stand-in-the-way[5]
all_checks call :recall files-that-stand-in-the-way[6]
all_checks set "FILE=C:\Long\105.txt"
all_checks call :observe files-that-stand-in-the-way[6] file_absent
all_checks to files-that-stand-in-the-way[6]
all_checks call :recall files-that-stand-in-the-way[7]
all_checks set "FILE=C:\Long\106.txt"
all_checks call :observe files-that-stand-in-the-way[7] file_absent
all_checks to files-that-stand-in-the-way[7]
all_checks call :recall files-that-stand-in-the-way[8]
all_checks set "FILE=C:\Long\107.txt"
all_checks call :observe files-that-stand-in-the-way[8] file_absent
all_checks to files-that-stand-in-the-way[8]
all_checks call :recall files-that-stand-in-the-way[9]
all_checks set "FILE=C:\Long\108.txt"
all_checks call :observe files-that-stand-in-the-way[9] file_absent
all_checks to files-that-stand-in-the-way[9]
all_checks call :recall files-that-stand-in-the-way[10]
all_checks set "FILE=C:\Long\109.txt"
all_checks call :observe files-that-stand-in-the-way[10] file_absent
all_checks to files-that-stand-in-the-way[10]
all_checks call :recall files-that-stand-in-the-way[11]
all_checks set "FILE=C:\Long\110.txt"
all_checks call :observe files-that-stand-in-the-way[11] file_absent
all_checks to files-that-stand-in-the-way[11]
all_checks call :recall files-that-stand-in-the-way[12]
all_checks set "FILE=C:\Long\111.txt"
all_checks call :observe files-that-stand-in-the-way[12] file_absent
all_checks to files-that-stand-in-the-way[12]
all_checks call :recall files-that-stand-in-the-way[13]
all_checks set "FILE=C:\Long\112.txt"
all_checks call :observe files-that-stand-in-the-way[13] file_absent
all_checks to files-that-stand-in-the-way[13]
all_checks call :recall files-that-stand-in-the-way[14]
all_checks set "FILE=C:\Long\113.txt"
all_checks call :observe files-that-stand-in-the-way[14] file_absent
all_checks to files-that-stand-in-the-way[14]
all_checks call :recall files-that-stand-in-the-way[15]
all_checks set "FILE=C:\Long\114.txt"
all_checks call :observe files-that-stand-in-the-way[15] file_absent
all_checks to files-that-stand-in-the-way[15]
all_checks call :recall files-that-stand-in-the-way[16]
all_checks set "FILE=C:\Long\115.txt"
all_checks call :observe files-that-stand-in-the-way[16] file_absent
all_checks to files-that-stand-in-the-way[16]
all_checks call :recall files-that-stand-in-the-way[17]
all_checks set "FILE=C:\Long\116.txt"
all_checks call :observe files-that-stand-in-the-way[17] file_absent
all_checks to files-that-stand-in-the-way[17]
all_checks call :recall files-that-stand-in-the-way[18]
all_checks set "FILE=C:\Long\117.txt"
all_checks call :observe files-that-stand-in-the-way[18] file_absent
all_checks to files-that-stand-in-the-way[18]
all_checks call :recall files-that-stand-in-the-way[19]
all_checks set "FILE=C:\Long\118.txt"
all_checks call :observe files-that-stand-in-the-way[19] file_absent
all_checks to files-that-stand-in-the-way[19]
all_checks call :recall files-that-stand-in-the-way[20]
all_checks set "FILE=C:\Long\119.txt"
all_checks call :observe files-that-stand-in-the-way[20] file_absent
all_checks to files-that-stand-in-the-way[20]
all_checks call :recall files-that-stand-in-the-way[21]
all_checks set "FILE=C:\Long\120.txt"
all_checks call :observe files-that-stand-in-the-way[21] file_absent
all_checks to files-that-stand-in-the-way[21]
all_checks call :recall files-that-stand-in-the-way[22]
all_checks set "FILE=C:\Long\121.txt"
all_checks call :observe files-that-stand-in-the-way[22] file_absent
all_checks to files-that-stand-in-the-way[22]
all_checks call :recall files-that-stand-in-the-way[23]
all_checks set "FILE=C:\Long\122.txt"
all_checks call :observe files-that-stand-in-the-way[23] file_absent
all_checks to files-that-stand-in-the-way[23]
all_checks call :recall files-that-stand-in-the-way[24]
all_checks set "FILE=C:\Long\123.txt"
all_checks call :observe files-that-stand-in-the-way[24] file_absent
all_checks to files-that-stand-in-the-way[24]
all_checks call :recall files-that-stand-in-the-way[25]
all_checks set "FILE=C:\Long\124.txt"
all_checks call :observe files-that-stand-in-the-way[25] file_absent
all_checks to files-that-stand-in-the-way[25]
all_checks call :recall files-that-stand-in-the-way[26]
all_checks set "FILE=C:\Long\125.txt"
all_checks call :observe files-that-stand-in-the-way[26] file_absent
all_checks to files-that-stand-in-the-way[26]
all_checks call :recall files-that-stand-in-the-way[27]
all_checks set "FILE=C:\Long\126.txt"
all_checks call :observe files-that-stand-in-the-way[27] file_absent
all_checks to files-that-stand-in-the-way[27]
all_checks call :recall files-that-stand-in-the-way[28]
all_checks set "FILE=C:\Long\127.txt"
all_checks call :observe files-that-stand-in-the-way[28] file_absent
all_checks to files-that-stand-in-the-way[28]
all_checks call :recall files-that-stand-in-the-way[29]
all_checks set "FILE=C:\Long\128.txt"
all_checks call :observe files-that-stand-in-the-way[29] file_absent
all_checks to files-that-stand-in-the-way[29]
all_checks call :recall files-that-stand-in-the-way[30]
all_checks set "FILE=C:\Long\129.txt"
all_checks call :observe files-that-stand-in-the-way[30] file_absent
all_checks to files-that-stand-in-the-way[30]
all_checks call :recall files-that-stand-in-the-way[31]
all_checks set "FILE=C:\Long\130.txt"
all_checks call :observe files-that-stand-in-the-way[31] file_absent
all_checks to files-that-stand-in-the-way[31]
all_checks call :recall files-that-stand-in-the-way[32]
all_checks set "FILE=C:\Long\131.txt"
all_checks call :observe files-that-stand-in-the-way[32] file_absent
all_checks to files-that-stand-in-the-way[32]
all_checks call :recall files-that-stand-in-the-way[33]
all_checks set "FILE=C:\Long\132.txt"
all_checks call :observe files-that-stand-in-the-way[33] file_absent
all_checks to files-that-stand-in-the-way[33]
all_checks call :recall files-that-stand-in-the-way[34]
all_checks set "FILE=C:\Long\133.txt"
all_checks call :observe files-that-stand-in-the-way[34] file_absent
all_checks to files-that-stand-in-the-way[34]
all_checks call :recall files-that-stand-in-the-way[35]
all_checks set "FILE=C:\Long\134.txt"
all_checks call :observe files-that-stand-in-the-way[35] file_absent
all_checks to files-that-stand-in-the-way[35]
all_checks call :recall files-that-stand-in-the-way[36]
all_checks set "FILE=C:\Long\135.txt"
all_checks call :observe files-that-stand-in-the-way[36] file_absent
all_checks to files-that-stand-in-the-way[36]
all_checks call :recall files-that-stand-in-the-way[37]
all_checks set "FILE=C:\Long\136.txt"
all_checks call :observe files-that-stand-in-the-way[37] file_absent
all_checks to files-that-stand-in-the-way[37]
all_checks call :recall files-that-stand-in-the-way[38]
all_checks set "FILE=C:\Long\137.txt"
all_checks call :observe files-that-stand-in-the-way[38] file_absent
all_checks to files-that-stand-in-the-way[38]
all_checks call :recall files-that-stand-in-the-way[39]
all_checks set "FILE=C:\Long\138.txt"
all_checks call :observe files-that-stand-in-the-way[39] file_absent
all_checks to files-that-stand-in-the-way[39]
all_checks call :recall files-that-stand-in-the-way[40]
all_checks set "FILE=C:\Long\139.txt"
all_checks call :observe files-that-stand-in-the-way[40] file_absent
all_checks to files-that-stand-in-the-way[40]
all_checks call :recall files-that-stand-in-the-way[41]
all_checks set "FILE=C:\Long\140.txt"
all_checks call :observe files-that-stand-in-the-way[41] file_absent
all_checks to files-that-stand-in-the-way[41]
all_checks call :recall files-that-stand-in-the-way[42]
all_checks set "FILE=C:\Long\141.txt"
all_checks call :observe files-that-stand-in-the-way[42] file_absent
all_checks to files-that-stand-in-the-way[42]
all_checks call :recall files-that-stand-in-the-way[43]
all_checks set "FILE=C:\Long\142.txt"
all_checks call :observe files-that-stand-in-the-way[43] file_absent
all_checks to files-that-stand-in-the-way[43]
all_checks call :recall files-that-stand-in-the-way[44]
all_checks set "FILE=C:\Long\143.txt"
all_checks call :observe files-that-stand-in-the-way[44] file_absent
all_checks to files-that-stand-in-the-way[44]
all_checks call :recall files-that-stand-in-the-way[45]
all_checks set "FILE=C:\Long\144.txt"
all_checks call :observe files-that-stand-in-the-way[45] file_absent
all_checks to files-that-stand-in-the-way[45]
all_checks call :recall files-that-stand-in-the-way[46]
all_checks set "FILE=C:\Long\145.txt"
all_checks call :observe files-that-stand-in-the-way[46] file_absent
all_checks to files-that-stand-in-the-way[46]
all_checks call :recall files-that-stand-in-the-way[47]
all_checks set "FILE=C:\Long\146.txt"
all_checks call :observe files-that-stand-in-the-way[47] file_absent
all_checks to files-that-stand-in-the-way[47]
all_checks call :recall files-that-stand-in-the-way[48]
all_checks set "FILE=C:\Long\147.txt"
all_checks call :observe files-that-stand-in-the-way[48] file_absent
all_checks to files-that-stand-in-the-way[48]
all_checks call :recall files-that-stand-in-the-way[49]
all_checks set "FILE=C:\Long\148.txt"
all_checks call :observe files-that-stand-in-the-way[49] file_absent
all_checks to files-that-stand-in-the-way[49]
all_checks call :recall files-that-stand-in-the-way[50]
all_checks set "FILE=C:\Long\149.txt"
all_checks call :observe files-that-stand-in-the-way[50] file_absent
all_checks to files-that-stand-in-the-way[50]
all_checks call :recall files-that-stand-in-the-way[51]
all_checks set "FILE=C:\Long\150.txt"
all_checks call :observe files-that-stand-in-the-way[51] file_absent
all_checks to files-that-stand-in-the-way[51]
all_checks call :recall files-that-stand-in-the-way[52]
all_checks set "FILE=C:\Long\151.txt"
all_checks call :observe files-that-stand-in-the-way[52] file_absent
all_checks to files-that-stand-in-the-way[52]
all_checks call :recall files-that-stand-in-the-way[53]
all_checks set "FILE=C:\Long\152.txt"
all_checks call :observe files-that-stand-in-the-way[53] file_absent
all_checks to files-that-stand-in-the-way[53]
all_checks call :recall files-that-stand-in-the-way[54]
all_checks set "FILE=C:\Long\153.txt"
all_checks call :observe files-that-stand-in-the-way[54] file_absent
all_checks to files-that-stand-in-the-way[54]
all_checks call :recall files-that-stand-in-the-way[55]
all_checks set "FILE=C:\Long\154.txt"
all_checks call :observe files-that-stand-in-the-way[55] file_absent
all_checks to files-that-stand-in-the-way[55]
all_checks call :recall files-that-stand-in-the-way[56]
all_checks set "FILE=C:\Long\155.txt"
all_checks call :observe files-that-stand-in-the-way[56] file_absent
all_checks to files-that-stand-in-the-way[56]
all_checks call :recall files-that-stand-in-the-way[57]
all_checks set "FILE=C:\Long\156.txt"
all_checks call :observe files-that-stand-in-the-way[57] file_absent
all_checks to files-that-stand-in-the-way[57]
all_checks call :recall files-that-stand-in-the-way[58]
all_checks set "FILE=C:\Long\157.txt"
all_checks call :observe files-that-stand-in-the-way[58] file_absent
all_checks to files-that-stand-in-the-way[58]
all_checks call :recall files-that-stand-in-the-way[59]
all_checks set "FILE=C:\Long\158.txt"
all_checks call :observe files-that-stand-in-the-way[59] file_absent
all_checks to files-that-stand-in-the-way[59]
all_checks call :recall files-that-stand-in-the-way[60]
all_checks set "FILE=C:\Long\159.txt"
all_checks call :observe files-that-stand-in-the-way[60] file_absent
all_checks to files-that-stand-in-the-way[60]
all_checks call :recall files-that-stand-in-the-way[61]
all_checks set "FILE=C:\Long\160.txt"
all_checks call :observe files-that-stand-in-the-way[61] file_absent
all_checks to files-that-stand-in-the-way[61]
all_checks call :recall files-that-stand-in-the-way[62]
all_checks set "FILE=C:\Long\161.txt"
all_checks call :observe files-that-stand-in-the-way[62] file_absent
all_checks to files-that-stand-in-the-way[62]
all_checks call :recall files-that-stand-in-the-way[63]
all_checks set "FILE=C:\Long\162.txt"
all_checks call :observe files-that-stand-in-the-way[63] file_absent
all_checks to files-that-stand-in-the-way[63]
all_checks call :recall files-that-stand-in-the-way[64]
all_checks set "FILE=C:\Long\163.txt"
all_checks call :observe files-that-stand-in-the-way[64] file_absent
all_checks to files-that-stand-in-the-way[64]
all_checks call :recall files-that-stand-in-the-way[65]
all_checks set "FILE=C:\Long\164.txt"
all_checks call :observe files-that-stand-in-the-way[65] file_absent
all_checks to files-that-stand-in-the-way[65]
all_checks call :recall files-that-stand-in-the-way[66]
all_checks set "FILE=C:\Long\165.txt"
all_checks call :observe files-that-stand-in-the-way[66] file_absent
all_checks to files-that-stand-in-the-way[66]
all_checks call :recall files-that-stand-in-the-way[67]
all_checks set "FILE=C:\Long\166.txt"
all_checks call :observe files-that-stand-in-the-way[67] file_absent
all_checks to files-that-stand-in-the-way[67]
all_checks call :recall files-that-stand-in-the-way[68]
all_checks set "FILE=C:\Long\167.txt"
all_checks call :observe files-that-stand-in-the-way[68] file_absent
all_checks to files-that-stand-in-the-way[68]
all_checks call :recall files-that-stand-in-the-way[69]
all_checks set "FILE=C:\Long\168.txt"
all_checks call :observe files-that-stand-in-the-way[69] file_absent
all_checks to files-that-stand-in-the-way[69]
all_checks call :recall files-that-stand-in-the-way[70]
all_checks set "FILE=C:\Long\169.txt"
all_checks call :observe files-that-stand-in-the-way[70] file_absent
all_checks to files-that-stand-in-the-way[70]
all_checks call :recall files-that-stand-in-the-way[71]
all_checks set "FILE=C:\Long\170.txt"
all_checks call :observe files-that-stand-in-the-way[71] file_absent
all_checks to files-that-stand-in-the-way[71]
all_checks call :recall files-that-stand-in-the-way[72]
all_checks set "FILE=C:\Long\171.txt"
all_checks call :observe files-that-stand-in-the-way[72] file_absent
all_checks to files-that-stand-in-the-way[72]
all_checks call :recall files-that-stand-in-the-way[73]
all_checks set "FILE=C:\Long\172.txt"
all_checks call :observe files-that-stand-in-the-way[73] file_absent
all_checks to files-that-stand-in-the-way[73]
all_checks call :recall files-that-stand-in-the-way[74]
all_checks set "FILE=C:\Long\173.txt"
all_checks call :observe files-that-stand-in-the-way[74] file_absent
all_checks to files-that-stand-in-the-way[74]
all_checks call :recall files-that-stand-in-the-way[75]
all_checks set "FILE=C:\Long\174.txt"
all_checks call :observe files-that-stand-in-the-way[75] file_absent
all_checks to files-that-stand-in-the-way[75]
all_checks call :recall files-that-stand-in-the-way[76]
all_checks set "FILE=C:\Long\175.txt"
all_checks call :observe files-that-stand-in-the-way[76] file_absent
all_checks to files-that-stand-in-the-way[76]
all_checks call :recall files-that-stand-in-the-way[77]
all_checks set "FILE=C:\Long\176.txt"
all_checks call :observe files-that-stand-in-the-way[77] file_absent
all_checks to files-that-stand-in-the-way[77]
all_checks call :recall files-that-stand-in-the-way[78]
all_checks set "FILE=C:\Long\177.txt"
all_checks call :observe files-that-stand-in-the-way[78] file_absent
all_checks to files-that-stand-in-the-way[78]
all_checks call :recall files-that-stand-in-the-way[79]
all_checks set "FILE=C:\Long\178.txt"
all_checks call :observe files-that-stand-in-the-way[79] file_absent
all_checks to files-that-stand-in-the-way[79]
all_checks call :recall files-that-stand-in-the-way[80]
all_checks set "FILE=C:\Long\179.txt"
all_checks call :observe files-that-stand-in-the-way[80] file_absent
all_checks to files-that-stand-in-the-way[80]
all_checks call :recall files-that-stand-in-the-way[81]
all_checks set "FILE=C:\Long\180.txt"
all_checks call :observe files-that-stand-in-the-way[81] file_absent
all_checks to files-that-stand-in-the-way[81]
all_checks call :recall files-that-stand-in-the-way[82]
all_checks set "FILE=C:\Long\181.txt"
all_checks call :observe files-that-stand-in-the-way[82] file_absent
all_checks to files-that-stand-in-the-way[82]
all_checks call :recall files-that-stand-in-the-way[83]
all_checks set "FILE=C:\Long\182.txt"
all_checks call :observe files-that-stand-in-the-way[83] file_absent
all_checks to files-that-stand-in-the-way[83]
all_checks call :recall files-that-stand-in-the-way[84]
all_checks set "FILE=C:\Long\183.txt"
all_checks call :observe files-that-stand-in-the-way[84] file_absent
all_checks to files-that-stand-in-the-way[84]
all_checks call :recall files-that-stand-in-the-way[85]
all_checks set "FILE=C:\Long\184.txt"
all_checks call :observe files-that-stand-in-the-way[85] file_absent
all_checks to files-that-stand-in-the-way[85]
all_checks call :recall files-that-stand-in-the-way[86]
all_checks set "FILE=C:\Long\185.txt"
all_checks call :observe files-that-stand-in-the-way[86] file_absent
all_checks to files-that-stand-in-the-way[86]
all_checks call :recall files-that-stand-in-the-way[87]
all_checks set "FILE=C:\Long\186.txt"
all_checks call :observe files-that-stand-in-the-way[87] file_absent
all_checks to files-that-stand-in-the-way[87]
all_checks call :recall files-that-stand-in-the-way[88]
all_checks set "FILE=C:\Long\187.txt"
all_checks call :observe files-that-stand-in-the-way[88] file_absent
all_checks to files-that-stand-in-the-way[88]
all_checks call :recall files-that-stand-in-the-way[89]
all_checks set "FILE=C:\Long\188.txt"
all_checks call :observe files-that-stand-in-the-way[89] file_absent
all_checks to files-that-stand-in-the-way[89]
all_checks call :recall files-that-stand-in-the-way[90]
all_checks set "FILE=C:\Long\189.txt"
all_checks call :observe files-that-stand-in-the-way[90] file_absent
all_checks to files-that-stand-in-the-way[90]
all_checks call :recall files-that-stand-in-the-way[91]
all_checks set "FILE=C:\Long\190.txt"
all_checks call :observe files-that-stand-in-the-way[91] file_absent
all_checks to files-that-stand-in-the-way[91]
all_checks call :recall files-that-stand-in-the-way[92]
all_checks set "FILE=C:\Long\191.txt"
all_checks call :observe files-that-stand-in-the-way[92] file_absent
all_checks to files-that-stand-in-the-way[92]
all_checks call :recall files-that-stand-in-the-way[93]
all_checks set "FILE=C:\Long\192.txt"
all_checks call :observe files-that-stand-in-the-way[93] file_absent
all_checks to files-that-stand-in-the-way[93]
all_checks call :recall files-that-stand-in-the-way[94]
all_checks set "FILE=C:\Long\193.txt"
all_checks call :observe files-that-stand-in-the-way[94] file_absent
all_checks to files-that-stand-in-the-way[94]
all_checks call :recall files-that-stand-in-the-way[95]
all_checks set "FILE=C:\Long\194.txt"
all_checks call :observe files-that-stand-in-the-way[95] file_absent
all_checks to files-that-stand-in-the-way[95]
all_checks call :recall files-that-stand-in-the-way[96]
all_checks set "FILE=C:\Long\195.txt"
all_checks call :observe files-that-stand-in-the-way[96] file_absent
all_checks to files-that-stand-in-the-way[96]
all_checks call :recall files-that-stand-in-the-way[97]
all_checks set "FILE=C:\Long\196.txt"
all_checks call :observe files-that-stand-in-the-way[97] file_absent
all_checks to files-that-stand-in-the-way[97]
all_checks call :recall files-that-stand-in-the-way[98]
all_checks set "FILE=C:\Long\197.txt"
all_checks call :observe files-that-stand-in-the-way[98] file_absent
all_checks to files-that-stand-in-the-way[98]
all_checks call :recall files-that-stand-in-the-way[99]
all_checks set "FILE=C:\Long\198.txt"
all_checks call :observe files-that-stand-in-the-way[99] file_absent
all_checks to files-that-stand-in-the-way[99]
all_checks call :recall files-that-stand-in-the-way[100]
all_checks set "FILE=C:\Long\199.txt"
all_checks call :observe files-that-stand-in-the-way[100] file_absent
all_checks to files-that-stand-in-the-way[100]
all_checks call :recall files-that-stand-in-the-way[101]
all_checks set "FILE=C:\Long\200.txt"
all_checks call :observe files-that-stand-in-the-way[101] file_absent
all_checks to files-that-stand-in-the-way[101]
all_checks call :recall files-that-stand-in-the-way[102]
all_checks set "FILE=C:\Long\201.txt"
all_checks call :observe files-that-stand-in-the-way[102] file_absent
all_checks to files-that-stand-in-the-way[102]
all_checks call :recall files-that-stand-in-the-way[103]
all_checks set "FILE=C:\Long\202.txt"
all_checks call :observe files-that-stand-in-the-way[103] file_absent
all_checks to files-that-stand-in-the-way[103]
all_checks call :recall files-that-stand-in-the-way[104]
all_checks set "FILE=C:\Long\203.txt"
all_checks call :observe files-that-stand-in-the-way[104] file_absent
all_checks to files-that-stand-in-the-way[104]
all_checks call :recall files-that-stand-in-the-way[105]
all_checks set "FILE=C:\Long\204.txt"
all_checks call :observe files-that-stand-in-the-way[105] file_absent
all_checks to files-that-stand-in-the-way[105]
all_checks call :recall files-that-stand-in-the-way[106]
all_checks set "FILE=C:\Long\205.txt"
all_checks call :observe files-that-stand-in-the-way[106] file_absent
all_checks to files-that-stand-in-the-way[106]
all_checks call :recall files-that-stand-in-the-way[107]
all_checks set "FILE=C:\Long\206.txt"
all_checks call :observe files-that-stand-in-the-way[107] file_absent
all_checks to files-that-stand-in-the-way[107]
all_checks call :recall files-that-stand-in-the-way[108]
all_checks set "FILE=C:\Long\207.txt"
all_checks call :observe files-that-stand-in-the-way[108] file_absent
all_checks to files-that-stand-in-the-way[108]
all_checks call :recall files-that-stand-in-the-way[109]
all_checks set "FILE=C:\Long\208.txt"
all_checks call :observe files-that-stand-in-the-way[109] file_absent
all_checks to files-that-stand-in-the-way[109]
all_checks call :recall files-that-stand-in-the-way[110]
all_checks set "FILE=C:\Long\209.txt"
all_checks call :observe files-that-stand-in-the-way[110] file_absent
all_checks to files-that-stand-in-the-way[110]
all_checks call :recall tell
all_checks set "REG_KEY=HKLM\SOFTWARE\Example"
all_checks set "VALUE_NAME=Told"
all_checks set "TYPE=SZ"
all_checks set "DATA=a ^ b & 100% (c) !"
all_checks call :observe tell value
all_checks to tell
all_checks call :recall again
all_checks set "REG_KEY=HKLM\SOFTWARE\Example"
all_checks set "VALUE_NAME=Again"
all_checks set "TYPE=DWORD"
all_checks set "DATA=0x1"
all_checks call :observe again value
all_checks to again
all_checks call :recall again.1
all_checks expand "FILE=%windir%\Long\again.txt"
all_checks call :observe again:1 file_absent
all_checks to again.1

rem ==== Start: variables, switches, elevation =======================================================================
:start
rem What the caller's environment holds under the names that this script tests must not count.
for %%V in (ERRORLEVEL ABOUT AGAIN ANY ARG ARGUMENT ASKS ATTRIBUTES BAD BEGUN BROKEN CHANGED CODE COPY COUNT CUT_OFF DATA DATE DELAY DIGIT DONE DUE EARLY FILE FILELOG FOLDER HASH HEX IS IT KEY KNOWN LEFTOVER LINE LOCKED LOG LOGASKED LOGGED MARKER MARKERS MISSING MODE NAME NOW OPEN OPENED OUTCOME OWED OWNED PAGE PAGES PHASE PINGS PROBES PROVE QUIET RC READS REBOOT REFUSED REG_KEY REG_VIEW REST RESTART RESUMES SEEN SELF SETTLE SHOWN SIZE SKIP STOP STRAYS SYS TAKEN TEXT TIME TIMES TO TRIED TYPE UNSURE VALUE_NAME WHAT WIDE WORD WOULD) do set "%%V="
set "SYS=%SystemRoot%\System32" & set "SELF=%~f0"
set "CARET=^"
rem Nor may a user's own Windows folder, or what he wants of dir.
set "ComSpec=%SYS%\cmd.exe" & set "windir=%SystemRoot%" & set "SystemDrive=%SystemRoot:~0,2%" & set "DIRCMD="
set "HASH=101d4e06e415"
set "KEY=HKLM\SOFTWARE\Regimen\long"
set "MARKERS=HKLM\HARDWARE\DESCRIPTION\System"
set "FOLDER=%SystemRoot%\Logs\Regimen"
set "FILELOG=%FOLDER%\long.log"
set "MODE=run" & set "ABOUT=long" & set "TIMES=1" & set "DELAY=0" & set "SETTLE=0" & set "PAGES=0"
for %%V in (changed unchanged skipped failed blocked waiting) do set "N_%%V=0"
rem A 32-bit caller sees another System32: start again as 64-bit. (On any machine a link may have the name Sysnative.)
if not defined PROCESSOR_ARCHITEW6432 goto arguments
if not exist "%SystemRoot%\Sysnative\cmd.exe" goto arguments
set "PROCESSOR_ARCHITEW6432="
"%SystemRoot%\Sysnative\cmd.exe" /d /c ^""%~f0" %*^"
exit /b %errorlevel%

:arguments
if [%1]==[] goto elevation
if [%1]==[/?] goto help
set ARG=%1
set "ARG=%ARG:"=%"
if not defined ARG (set "OUTCOME=wrong-arguments" & goto last_line)
shift /1
if /i "%ARG%"=="/quiet" (set "QUIET=yes" & goto arguments)
if /i "%ARG%"=="/restart" (set "RESTART=yes" & goto arguments)
if /i "%ARG:~0,5%"=="/log:" if /i not "%ARG%"=="/log:" (set "FILELOG=%ARG:~5%" & set "LOGASKED=yes" & goto arguments)
if "%MODE%"=="run" for %%M in (detect whatif) do if /i "%ARG%"=="/%%M" (set "MODE=%%M" & goto arguments)
set "OUTCOME=wrong-arguments" & goto last_line
:help
for /f "usebackq tokens=1,* delims=#" %%A in ("%~f0") do if "%%A"=="rem " echo %%B
exit /b 0
:elevation
"%SYS%\reg.exe" query HKU\S-1-5-19 <nul >nul 2>nul
if not "%errorlevel%"=="0" (set "OUTCOME=not-elevated" & goto last_line)
rem cmd.exe opens its script anew for each line: what changes the machine does not rest on a share that may be gone by then.
set "COPY="
if "%MODE% %SELF:~0,2%"=="run \\" call :copy_self <nul 2>nul
if defined COPY "%COPY%" %*
call :main <nul 2>nul
:last_line
set "CODE=0" & set "HEX=0"
for %%P in ("failed 1 1" "remediation-needed 1 1" "wrong-arguments 2 2" "undetermined 4 4" "not-elevated 5 5" "busy 6 6" "reboot-required 3010 bc2") do for /f "tokens=1-3" %%A in (%%P) do if "%OUTCOME%"=="%%A" (set "CODE=%%B" & set "HEX=%%C")
if not "%MODE%"=="run" if "%CODE%"=="3010" set "CODE=1"
set "TEXT=plan=long outcome=%OUTCOME% changed=%N_changed% unchanged=%N_unchanged% skipped=%N_skipped% failed=%N_failed% blocked=%N_blocked% waiting=%N_waiting%"
if defined LOG (call :save_outcome <nul) 2>nul
if "%RESTART% %CODE%"=="yes 3010" "%SYS%\shutdown.exe" /r /t 60 /d p:2:17 /c long <nul >nul 2>nul
echo regimen %TEXT%
exit /b %CODE%
:save_outcome
set "ABOUT=regimen"
call :write INFO
if not "%MODE%"=="run" goto :eof
if /i "%kept.Outcome% %kept.ExitCode% %kept.Plan%"=="%OUTCOME% 0x%HEX% %HASH%" goto :eof
"%SYS%\reg.exe" add "%KEY%" /v Outcome /t REG_SZ /d %OUTCOME% /f >nul
"%SYS%\reg.exe" add "%KEY%" /v ExitCode /t REG_DWORD /d 0x%HEX% /f >nul
"%SYS%\reg.exe" add "%KEY%" /v Plan /t REG_SZ /d %HASH% /f >nul
goto :eof

rem A copy of this script where only SYSTEM and the administrators may write; of this plan, so that it never changes while it runs.
:copy_self
call :see_folder
if not "%IT%"=="true" goto :eof
if not defined OWNED call :own_folder
set "COPY=%FOLDER%\long.%HASH%.cmd"
"%SYS%\fc.exe" /b "%SELF%" "%COPY%" >nul
if "%errorlevel%"=="0" goto :eof
copy /b /y "%SELF%" "%COPY%" >nul
"%SYS%\fc.exe" /b "%SELF%" "%COPY%" >nul
if not "%errorlevel%"=="0" set "COPY="
goto :eof

rem ==== The run: debts, scope, goal; then the actions, under the lock ===============================================
:main
for /f "delims==" %%V in ('2^>nul set is.^& 2^>nul set kept.^& 2^>nul set may.^& 2^>nul set map.^& 2^>nul set has.^& 2^>nul set restart.^& 2^>nul set bad.^& 2^>nul set waiting.^& 2^>nul set would.^& 2^>nul set unsure.^& 2^>nul set seen.^& 2^>nul set ended.') do set "%%V="
if defined LOGASKED if not "%MODE%"=="run" call :open_log
call :read_debts
call :facts
call :list scope
set "is.scope=%IS%"
if not "%MODE%"=="run" goto look
if "%is.scope%"=="true" call :list goal
if "%is.scope%"=="true" set "is.goal=%IS%"
if defined OWED goto lock
if defined LEFTOVER goto lock
if not "%is.scope%"=="true" goto fenced_outcome
if "%is.goal%"=="false" goto lock
goto outcome
:look
if not "%is.scope%"=="true" goto fenced_outcome
if "%MODE%"=="detect" call :list all_checks
call :list goal
set "is.goal=%IS%"
if "%MODE%"=="detect" goto outcome
if not defined OWED if not "%is.goal%"=="false" goto outcome
call :list plan
goto outcome
:lock
call :see_folder
if not "%IT%"=="true" goto no_lock
if not defined OWNED call :own_folder
for /l %%I in (1,1,30) do if not defined LOCKED call :try_lock %%I
if not defined LOCKED (set "OUTCOME=busy" & goto :eof)
if not "%is.scope%"=="true" goto fenced_outcome
:outcome
set "OUTCOME=compliant"
if defined ANY set "OUTCOME=changed"
if "%is.goal%"=="unknown" set "OUTCOME=undetermined"
if not "%MODE%"=="run" if defined OWED set "OUTCOME=remediation-needed"
if "%MODE%"=="whatif" if not "%N_changed%%N_waiting%%N_failed%%N_blocked%"=="0000" set "OUTCOME=remediation-needed"
if "%is.goal%"=="false" set "OUTCOME=failed"
if defined BAD set "OUTCOME=failed"
if not "%MODE%"=="run" if "%OUTCOME%"=="failed" set "OUTCOME=remediation-needed"
if defined DUE set "OUTCOME=reboot-required"
if "%MODE%"=="run" call :open_log
goto :eof
rem The log cannot be kept there either.
:no_lock
set "OUTCOME=failed" & set "TEXT=%FOLDER% is a link or no folder: nothing is done"
call :say FAIL
goto open_log
rem Behind the fence only an unproved restart and an interrupted `finally` count.
:fenced_outcome
set "OUTCOME=undetermined"
if "%is.scope%"=="false" set "OUTCOME=not-applicable"
if defined BAD set "OUTCOME=failed"
if not "%MODE%"=="run" if defined CUT_OFF set "OUTCOME=remediation-needed"
if defined DUE set "OUTCOME=reboot-required"
if "%MODE% %OUTCOME%"=="run undetermined" call :open_log
goto :eof
:try_lock
if not "%1"=="1" (call :wait 2 & call :look_again)
call :locked 9>"%FOLDER%\lock"
goto :eof
:locked
set "LOCKED=yes"
call :open_log
if not "%OWNED%"=="0" (set "TEXT=the rights of %FOLDER% could not be set, code %OWNED%" & call :say WARN)
call :read_debts
for %%D in (%STRAYS%) do (set "TEXT=debt %%~D is of no action of this plan: struck out" & call :info & call :strike %%D)
call :list plan
if "%is.scope%"=="false" call :fence_off
if "%is.scope%"=="true" if not defined DUE call :list goal
if "%is.scope%"=="true" if not defined DUE set "is.goal=%IS%"
goto :eof
rem A link (an `l` among the attributes) would lead elsewhere what SYSTEM writes.
:see_folder
set "IT=false" & set "ATTRIBUTES="
if not exist "%FOLDER%\" (md "%FOLDER%" & call :own_folder)
for %%F in ("%FOLDER%") do set "ATTRIBUTES=%%~aF"
if not "%ATTRIBUTES:~0,1%"=="d" goto :eof
if "%ATTRIBUTES:l=%"=="%ATTRIBUTES%" set "IT=true"
goto :eof
rem Whoever may open the lock, if only to read it, keeps every run waiting: it lies in a folder of SYSTEM's and the
rem administrators' alone. Their SIDs are the same in every language.
:own_folder
"%SYS%\icacls.exe" "%FOLDER%" /setowner "*S-1-5-32-544" /q >nul
set "OWNED=%errorlevel%"
"%SYS%\icacls.exe" "%FOLDER%" /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" /q >nul
if not "%errorlevel%"=="0" set "OWNED=%errorlevel%"
goto :eof
:open_log
if defined OPENED goto :eof
set "OPENED=yes" & set "LOG=%FILELOG%"
if not defined LOGASKED call :see_folder
if not defined LOGASKED if not "%IT%"=="true" set "LOG=nul"
for %%F in ("%LOG%") do if not exist "%%~dpF" md "%%~dpF"
set "TEXT=begin" & call :write INFO
for /l %%P in (1,1,%PAGES%) do call :write_page %%P
for %%C in (%EARLY%) do for /f "tokens=1,2 delims=/" %%A in ("%%C") do (set "TEXT=observe %%A %%B" & call :write INFO)
goto :eof
:write_page
call set "PAGE=%%EARLY.%1%%"
for %%C in (%PAGE%) do for /f "tokens=1,2 delims=/" %%A in ("%%C") do (set "TEXT=observe %%A %%B" & call :write INFO)
goto :eof

rem ==== Debts: what outlives a run. The marker of an action is lost when Windows really starts again =================
:read_debts
for /f "delims==" %%V in ('2^>nul set kept.^& 2^>nul set resumes.') do set "%%V="
for %%V in (OWED LEFTOVER STRAYS CUT_OFF DUE KNOWN PROVE) do set "%%V="
for /f "tokens=1,2,*" %%A in ('%SYS%\reg.exe query "%KEY%"') do for %%T in (REG_SZ REG_DWORD) do if "%%B"=="%%T" (set "kept.%%A=%%C" & (if "%%C"=="steps" set "resumes.%%A=yes") & for /f "tokens=2 delims=." %%D in ("%%A") do set "KNOWN=no")
if not defined KNOWN goto :eof
call :known_debts
for /f "delims==" %%V in ('2^>nul set kept.') do for /f "tokens=1-3 delims=." %%A in ("%%V") do if "%%A"=="kept" if not "%%C"=="" call :debt "%%V" %%B %%C
for %%R in (%PROVE%) do for /f "delims=." %%A in (%%R) do call :prove_restart %%R %%A
goto :eof
:debt
set "NAME=%~1"
set "NAME=%NAME:~5%"
if not defined may.%NAME% (set "STRAYS=%STRAYS% "%NAME%"" & set "LEFTOVER=yes" & goto :eof)
if "%3"=="restarts" goto :eof
if "%3"=="once" goto :eof
if "%3"=="restart" (set "PROVE=%PROVE% "%NAME%"" & goto :eof)
if "%3"=="begun" if defined may.finally.%2 set "CUT_OFF=yes"
set "OWED=yes"
goto :eof
:prove_restart
call :see_marker %2
if defined MARKER (set "OWED=yes" & set "DUE=yes" & set "restart.%2=yes" & goto :eof)
set "LEFTOVER=yes" & set "COUNT=0"
set "restart.%2="
if defined kept.%2.restarts call set "COUNT=%%kept.%2.restarts%%"
set /a COUNT+=1
if not defined LOCKED (set "kept.%2.restarts=%COUNT%" & goto :eof)
call :owe %2.restarts %COUNT%
call :strike "%~1"
goto :eof
rem Out of scope: everything is struck out but restarts that are not proved, what a failed `finally` left, and `once` marks.
:fence_off
for /f "delims==" %%V in ('2^>nul set kept.') do for /f "tokens=1-3 delims=." %%A in ("%%V") do if "%%A"=="kept" if not "%%C"=="" if not "%%C"=="restart" if not "%%C"=="once" call :fence_off_one "%%V" %%B %%C
goto :eof
:fence_off_one
if "%3"=="begun" if defined bad.%2 goto :eof
set "NAME=%~1"
call :strike "%NAME:~5%"
goto :eof

rem ==== Lists: each line that begins with the name of one is run ====================================================
:list
set "TO="
for /f "usebackq tokens=1,2,*" %%S in ("%SELF%") do if "%%S"=="%1" (
  if "%%T"=="to" (
    if defined to.%%U (set "to.%%U=" & set "TO=")
  ) else if not defined TO (
    if "%%T"=="set" (set %%U) else if "%%T"=="expand" (call set %%U) else if "%%T"=="call" (call %%U) else (set "LINE=%%T %%U" & call :line)
  )
)
goto :eof

rem ==== An action: STOP says why its steps are not run (skipped failed blocked waiting, depends on X) ================
rem %1 id, %2 when it asks for a restart
:action
set "ABOUT=%~1" & set "REBOOT=%~2" & set "PHASE=steps"
for %%V in (STOP TRIED CHANGED WOULD ASKS OUTSTANDING UNSURE BEGUN RESUMES OPEN MARKER BROKEN REFUSED SKIP READS DEPENDENTS RESTARTED) do set "%%V="
if defined kept.%~1.begun set "BEGUN=earlier"
if defined resumes.%~1.begun set "RESUMES=yes"
if defined BEGUN if "%REBOOT%"=="if-changed" call :see_marker %~1
if defined MARKER set "ASKS=yes"
if not "%is.scope%"=="true" set "STOP=skipped"
goto :eof
rem What blocks it goes before what may, and that before what makes it wait.
:needs
if not "%is.scope%"=="true" goto :eof
for %%N in (%*) do for %%R in (waiting restart) do if not defined STOP if defined %%R.%%N set "STOP=waiting"
if "%MODE% %STOP%"=="whatif waiting" set "STOP=would wait"
for %%N in (%*) do if not defined UNSURE if defined unsure.%%N set "UNSURE=%%N"
if defined UNSURE if not "%STOP%"=="blocked" set "STOP=depends on %UNSURE%"
for %%N in (%*) do if defined bad.%%N set "STOP=blocked"
goto :eof
:depends
if not "%MODE%"=="whatif" goto :eof
for %%N in (%*) do if not defined STOP if defined would.%%N set "STOP=depends on %%N"
goto :eof
rem Steps that were cut off go on whatever the condition says now: what is done of them may be what makes it false.
:when
if defined STOP goto :eof
if defined RESUMES goto :eof
if "%IS%"=="false" set "STOP=skipped"
if not "%IS%"=="unknown" goto :eof
set "TEXT=its condition is unknown"
goto fail
:requires
for %%R in (%*) do if not defined STOP if not defined %%~R (set "TEXT=%%~R has no value on this machine" & call :fail)
goto :eof
:step_if
set "SKIP="
if "%PHASE%"=="none" goto :eof
if "%PHASE%"=="steps" if defined STOP goto :eof
if defined WOULD goto :eof
if not "%IS%"=="true" set "SKIP=yes"
if not "%IS%"=="unknown" goto :eof
set "TEXT=the condition of a step is unknown"
goto fail
rem %1 attempts, %2 seconds between them, %3 the steps
:attempts
for /l %%I in (1,1,%1) do call :attempt_steps %%I %2 %3
goto :eof
:attempt_steps
if "%1"=="1" goto first_attempt
if not "%MODE%"=="run" goto :eof
if not "%STOP% %AGAIN%"=="failed yes" goto :eof
set "STOP="
call :wait %2
call :look_again
:first_attempt
set "AGAIN="
if defined STOP goto :eof
set "AGAIN=yes"
call :list_steps %3
goto :eof
:list_steps
set "TO="
for /f "usebackq tokens=1,2,*" %%S in ("%SELF%") do if "%%S"=="%1" (
  if "%%T"=="to" (
    if defined to.%%U (set "to.%%U=" & set "TO=")
  ) else if not defined TO (
    if "%%T"=="set" (set %%U) else if "%%T"=="expand" (call set %%U) else if "%%T"=="call" (call %%U) else (set "LINE=%%T %%U" & call :line)
  )
)
goto :eof

rem ==== A step: test, apply, test again =============================================================================
rem %1 tells whether the state is in place, %2 brings it about
:ensure
if defined SKIP goto ensured
if "%PHASE%"=="none" goto ensured
if "%PHASE%"=="steps" if defined STOP goto ensured
if defined WOULD goto ensured
set "TRIED=yes" & set "RC=" & set "AFTER=" & set "IS=unknown" & set "WHAT=%2" & set "DONE="
if not defined MISSING set "MISSING=false"
call :test_%1
if "%IS%"=="true" goto ensured
if "%IS%"=="unknown" (set "TEXT=%WHAT%: it cannot be observed whether this is needed" & call :fail & goto ensured)
if "%MODE%"=="whatif" (set "WOULD=yes" & goto ensured)
call :open
if not defined OPEN goto ensured
for /l %%I in (1,1,%TIMES%) do call :attempt %%I %1 %2
if "%IS%"=="true" set "CHANGED=yes"
if "%IS%"=="true" goto ensured
call :shown_code
set "TEXT=%WHAT%: in place %IS%, code %SHOWN%"
call :fail
:ensured
set "TIMES=1" & set "DELAY=0" & set "SETTLE=0"
for %%V in (DATA FILE MISSING REG_KEY TYPE VALUE_NAME) do set "%%V="
goto :eof
rem %1 the level, TEXT what to say.
:message
if defined SKIP goto :eof
if "%PHASE%"=="none" goto :eof
if "%PHASE%"=="steps" if defined STOP goto :eof
set "TRIED=yes"
if "%MODE%"=="run" call :say %1
goto :eof
rem ==== The end of an action: its debts are written first, then `begun` goes ========================================
rem %* the actions that read its .changed: their debts are written first, then `begun` goes, unless `finally` has failed
:close
set "PHASE=none" & set "WORD=%STOP%"
if not defined STOP set "WORD=unchanged"
rem Steps that were cut off and have had no turn yet are still to be taken up.
if not "%STOP%"=="blocked" if not "%STOP%"=="waiting" set "RESUMES="
if "%MODE%"=="whatif" goto close_whatif
if defined CHANGED set "ANY=yes"
if "%is.scope%"=="true" if defined CHANGED for %%W in (unchanged skipped) do if "%WORD%"=="%%W" set "WORD=changed"
if defined BROKEN set "WORD=failed"
if "%is.scope%"=="true" if defined BEGUN call :new_debts %*
if "%is.scope%"=="true" call :settle_debts
goto closed
:close_whatif
if not defined STOP if defined WOULD set "WORD=would change"
if "%STOP%"=="skipped" if defined WOULD set "WORD=would change"
if defined BROKEN set "WORD=failed"
if defined ASKS call :owe_restart
if "%WORD%"=="would change" set "would.%ABOUT%=yes"
if "%WORD% %REBOOT%"=="would change if-changed" set "waiting.%ABOUT%=yes"
if "%WORD:~0,10%"=="depends on" (set "would.%ABOUT%=yes" & set "unsure.%ABOUT%=yes")
:closed
set "N=%WORD%"
if "%WORD%"=="would change" set "N=changed"
if "%WORD%"=="would wait" set "N=waiting"
if "%WORD:~0,10%"=="depends on" set "N=waiting"
if "%N%"=="waiting" if not "%WORD:~0,10%"=="depends on" set "waiting.%ABOUT%=yes"
for %%R in (failed blocked) do if "%N%"=="%%R" (set "bad.%ABOUT%=yes" & set "BAD=yes")
set "ended.%ABOUT%=%N%"
set /a N_%N%+=1
set "TEXT=result %WORD%"
if defined restart.%ABOUT% (set "DUE=yes" & set "TEXT=result %WORD% restart")
call :tell
set "ABOUT=long"
goto :eof
rem As :info, here for what each action and each check writes.
:tell
setlocal EnableDelayedExpansion
if not defined QUIET echo INFO !ABOUT! !TEXT!
if not defined LOG goto :eof
set "NOW=%DATE% %TIME:~0,8%"
rem Of one width, so that it does not matter whether sizes are compared as numbers or as text.
for %%F in ("!LOG!") do set "SIZE=000000000%%~zF"
if "!SIZE:~-9!" GTR "000500000" move /y "!LOG!" "!LOG!.1" >nul
>>"!LOG!" echo !NOW! INFO !ABOUT! !TEXT!
goto :eof
:settle_debts
for %%W in (changed unchanged skipped) do if "%WORD%"=="%%W" for %%P in (%READS%) do call :strike %%P.changed.%ABOUT%
for %%W in (changed unchanged skipped failed) do if "%WORD%"=="%%W" if not defined REFUSED if not defined restart.%ABOUT% if defined kept.%ABOUT%.restarts call :strike %ABOUT%.restarts
if not defined BEGUN goto :eof
if defined BROKEN goto :eof
if not "%REBOOT%"=="never" if not defined restart.%ABOUT% "%SYS%\reg.exe" delete "%MARKERS%" /v "Regimen long %ABOUT%" /f >nul
if not defined RESUMES call :strike %ABOUT%.begun
goto :eof

rem ==== An attempt: an operation, and the test after it =============================================================
:attempt
if defined DONE goto :eof
set "AFTER="
if not "%1"=="1" call :wait %DELAY%
if not "%1"=="1" call :look_again
if not "%1"=="1" call :test_again %2
if not "%IS%"=="false" (set "DONE=yes" & goto :eof)
set "RC=" & set "PROBES=0" & set "LOGGED=" & set "REJECTED=" & set "AFTER=yes"
call :apply_%3
if not defined LOGGED call :exit_code
call :look_again
call :test_again %2
for /l %%J in (1,1,%PROBES%) do call :poll %2
set /a PROBES=%SETTLE%/2
for /l %%J in (1,1,%PROBES%) do call :poll %2
if not "%IS%"=="false" set "DONE=yes"
goto :eof
:poll
if not "%IS%"=="false" goto :eof
call :wait 2
call :look_again
:test_again
set "IS=unknown"
call :test_%1
goto :eof

rem ==== Scope, goal, conditions, checks: IS is true, false or unknown ===============================================
rem A line that begins with `if` or `for`; it sees variables as !NAME!.
:line
setlocal EnableDelayedExpansion
%LINE%
endlocal & set "IS=%IS%" & set "WIDE=%WIDE%"
goto :eof
:due
if defined STOP goto jump
if defined RESUMES goto jump
goto :eof
:step_due
if "%PHASE%"=="none" goto jump
if "%PHASE%"=="steps" if defined STOP goto jump
if defined WOULD goto jump
goto :eof
rem A chain ends at the first operand that decides it; an unknown one is remembered.
:and
if "%IS%"=="unknown" set "doubt.%1=yes"
if "%IS%"=="false" goto jump
goto :eof
:or
if "%IS%"=="unknown" set "doubt.%1=yes"
if "%IS%"=="true" goto jump
goto :eof
:all_true
set "IS=true"
if defined doubt.%1 set "IS=unknown"
goto :eof
:none_true
set "IS=false"
if defined doubt.%1 set "IS=unknown"
goto :eof
rem What was observed is not observed again.
:recall
if not defined is.%1 goto :eof
call set "IS=%%is.%1%%"
goto jump
rem Lines are not run from here to `to %1`.
:jump
set "to.%1=yes" & set "TO=%1"
goto :eof
:wide
set "WIDE=00000000000000000000%1"
set "WIDE=%WIDE:~-20%"
goto :eof
rem %1 check, %2 what tells: observed once, remembered until an operation is issued
:observe
if not defined MISSING set "MISSING=false"
set "IS=unknown" & set "AFTER="
call :test_%2
for %%V in (DATA FILE MISSING REG_KEY TYPE VALUE_NAME) do set "%%V="
:observed
rem The check of a step has a colon in its name, which %NAME% cannot have.
set "NAME=%~1"
set "NAME=%NAME::=.%"
set "is.%NAME%=%IS%"
set "TEXT=observe %~1 %IS%"
if not defined OPENED set "EARLY=%EARLY% %~1/%IS%"
if not defined OPENED if not "%EARLY:~3000,1%"=="" (set /a PAGES+=1 & call :turn_page)
set "SEEN=%SEEN% %NAME%"
if not "%SEEN:~3000,1%"=="" (set "SEEN=" & set "SEEN_MANY=yes")
call :info
goto :eof
:turn_page
set "EARLY.%PAGES%=%EARLY%"
set "EARLY="
goto :eof

rem ==== Tests: is the state in place? IS is true, false or unknown ==================================================
rem A folder in the file's place is neither absent nor touched.
:test_file_absent
if not exist "%FILE%" (set "IS=true") else if not exist "%FILE%\" set "IS=false"
goto :eof
:test_file_exists
if not exist "%FILE%" (set "IS=false") else if not exist "%FILE%\" set "IS=true"
goto :eof
rem Data is compared as it is printed, inside delayed expansion: what stands in the registry is never parsed.
:test_value
call :see_value
set "IS=false"
if not defined LINE goto missing_value
setlocal EnableDelayedExpansion
set "REST=!LINE:*    REG_=!"
if "!REST!"=="!TYPE!    !DATA!" (endlocal & set "IS=true")
goto :eof
:test_value_present
call :see_value
set "IS=true"
if not defined LINE set "IS=false"
if not defined LINE goto missing_value
goto :eof

rem ==== Operations: RC is the exit code =============================================================================
:apply_delete_file
set "TEXT=do delete %FILE%" & call :info
del /f /q /a "%FILE%" >nul
set "RC=%errorlevel%"
goto :eof
:apply_set_value
set "TEXT=do set-value %REG_KEY% %VALUE_NAME%" & call :info
set "TAKEN=%DATA%"
if defined ARGUMENT set "TAKEN=%ARGUMENT%"
if defined VALUE_NAME ("%SYS%\reg.exe" add "%REG_KEY%" /v "%VALUE_NAME%" /t REG_%TYPE% /d "%TAKEN%" /f %REG_VIEW% >nul) else "%SYS%\reg.exe" add "%REG_KEY%" /ve /t REG_%TYPE% /d "%TAKEN%" /f %REG_VIEW% >nul
set "RC=%errorlevel%"
goto :eof

rem ==== What outlives a step: marker, `begun`, debts, and what runs in the end ======================================
rem What must outlive a crash: the marker first, then `begun`.
:open
if defined OPEN goto :eof
if not "%REBOOT%"=="never" call :set_marker
if not "%REBOOT%"=="never" if not defined MARKER goto cannot_open
if "%PHASE%"=="steps" set "kept.%ABOUT%.begun="
if not defined kept.%ABOUT%.begun call :owe %ABOUT%.begun %PHASE%
if not defined kept.%ABOUT%.begun goto cannot_open
if not defined BEGUN set "BEGUN=now"
set "OPEN=yes"
goto :eof
rem An action that was interrupted counts as changed; it asks for a restart unless its marker shows that it has had one.
:new_debts
if "%CHANGED% %REBOOT%"=="yes if-changed" set "ASKS=yes"
for %%R in (if-needed if-changed) do if "%REBOOT%"=="%%R" if defined ASKS call :owe_restart
if "%BEGUN%%CHANGED%"=="now" goto :eof
for %%C in (%*) do call :owe %ABOUT%.changed.%%C 1
goto :eof
:owe_restart
call set "COUNT=%%kept.%ABOUT%.restarts%%"
if not defined COUNT set "COUNT=0"
if %COUNT% GEQ 3 (set "WORD=failed" & set "REFUSED=yes" & set "TEXT=asks for a restart every time" & goto fail)
if "%MODE%"=="whatif" (set "restart.%ABOUT%=yes" & goto :eof)
call :set_marker
if not defined MARKER (set "WORD=failed" & goto cannot_open)
call :owe %ABOUT%.restart 1
set "restart.%ABOUT%=yes"
goto :eof
:set_marker
"%SYS%\reg.exe" add "%MARKERS%" /v "Regimen long %ABOUT%" /t REG_SZ /d 1 /f >nul
call :see_marker %ABOUT%
goto :eof
:cannot_open
set "TEXT=what must outlive a crash cannot be written"
goto fail
rem Who is cut off behind the steps has only what runs in the end left to do.
:finally
call :steps_over
if not "%MODE% %PHASE%"=="run finally" goto :eof
if not defined BEGUN goto :eof
if defined STOP if not "%STOP%"=="failed" goto :eof
call :owe %ABOUT%.begun finally
goto :eof
:steps_over
set "PHASE=none"
if "%MODE%"=="whatif" goto finally_whatif
if defined TRIED set "PHASE=finally"
if "%BEGUN%"=="earlier" set "PHASE=finally"
goto :eof
:finally_whatif
if not defined STOP if defined TRIED set "PHASE=finally"
if not defined STOP if "%BEGUN%"=="earlier" set "PHASE=finally"
if "%STOP% %BEGUN%"=="skipped earlier" set "PHASE=finally"
goto :eof

rem ==== Log: it cannot change a run =================================================================================
:exit_code
call :shown_code
set "TEXT=exit %SHOWN%"
goto info
:fail
if "%PHASE%"=="finally" (set "BROKEN=yes") else set "STOP=failed"
call :say FAIL
goto :eof
:info
call :say INFO
goto :eof
:say
setlocal EnableDelayedExpansion
if not defined QUIET echo %~1 !ABOUT! !TEXT!
endlocal
:write
if not defined LOG goto :eof
set "NOW=%DATE% %TIME:~0,8%"
setlocal EnableDelayedExpansion
rem Of one width, so that it does not matter whether sizes are compared as numbers or as text.
for %%F in ("!LOG!") do set "SIZE=000000000%%~zF"
if "!SIZE:~-9!" GTR "000500000" move /y "!LOG!" "!LOG!.1" >nul
>>"!LOG!" echo !NOW! %~1 !ABOUT! !TEXT!
goto :eof

rem ==== What tests and operations share =============================================================================
rem A missing key may be in place: if-missing: skip.
:missing_value
if not "%MISSING%"=="true" goto :eof
call :see_key
if "%IT%"=="false" set "IS=true"
goto :eof
:see_key
set "IT=false"
"%SYS%\reg.exe" query "%REG_KEY%" %REG_VIEW% >nul
if "%errorlevel%"=="0" set "IT=true"
goto :eof
rem value.%1 is a number as reg.exe prints it (0x...), not defined where there is no value, `unknown` where it is no number.
:see_number
set "value.%1="
call :see_value
call :clear
if not defined LINE goto :eof
set "value.%1=unknown"
setlocal EnableDelayedExpansion
set "REST=!LINE:*    REG_=!"
for /f "tokens=1,2" %%A in ("!REST!") do endlocal & for %%T in (DWORD QWORD) do if "%%A"=="%%T" set "value.%1=%%B"
goto :eof
rem In letters of which no language makes one out of two, as Danish does of `aa`: texts are ordered by the machine's language.
:wide_hex
set "WIDE=%1"
set "WIDE=0000000000000000%WIDE:~2%"
set "WIDE=%WIDE:~-16%"
set "WIDE=%WIDE:a=k%"
set "WIDE=%WIDE:b=m%"
set "WIDE=%WIDE:c=p%"
set "WIDE=%WIDE:d=q%"
set "WIDE=%WIDE:e=v%"
set "WIDE=%WIDE:f=x%"
goto :eof
rem LINE is what reg.exe prints of the value; the value's own line comes last, and not at all where there is none. A line that is
rem not indented is a command processor's AutoRun's.
:see_value
set "LINE="
if defined VALUE_NAME for /f "delims=" %%L in ('%SYS%\reg.exe query "%REG_KEY%" /v "%VALUE_NAME%" %REG_VIEW%') do set "LINE=%%L"
if not defined VALUE_NAME for /f "delims=" %%L in ('%SYS%\reg.exe query "%REG_KEY%" /ve %REG_VIEW%') do set "LINE=%%L"
if not defined LINE goto :eof
setlocal EnableDelayedExpansion
if "!LINE:~0,4!"=="    " (endlocal) else (endlocal & set "LINE=")
goto :eof
rem SHOWN is RC as Windows writes it: small codes in decimal, HRESULTs (as exit codes they are negative) in hexadecimal.
:shown_code
set "SHOWN=%RC%"
if not defined RC (set "SHOWN=none" & goto :eof)
if %RC% GEQ 0 if %RC% LSS 65536 goto :eof
setlocal EnableDelayedExpansion
set "SHOWN=0x"
for %%S in (28 24 20 16 12 8 4 0) do (
  set /a "DIGIT=(RC >> %%S) & 15"
  for %%D in (10/A 11/B 12/C 13/D 14/E 15/F) do for /f "tokens=1,2 delims=/" %%A in ("%%D") do if "!DIGIT!"=="%%A" set "DIGIT=%%B"
  set "SHOWN=!SHOWN!!DIGIT!"
)
endlocal & set "SHOWN=%SHOWN%"
goto :eof
rem Operands that the next state may leave out.
:clear
for %%V in (DATA FILE MISSING REG_KEY TYPE VALUE_NAME) do set "%%V="
goto :eof
:look_again
set "seen.license="
for %%C in (%SEEN%) do set "is.%%C="
set "SEEN="
if not defined SEEN_MANY goto :eof
set "SEEN_MANY="
for /f "delims==" %%V in ('2^>nul set is.') do if not "%%V"=="is.scope" if not "%%V"=="is.goal" set "%%V="
goto :eof
:wait
if "%1"=="0" goto :eof
set /a PINGS=%1+1
"%SYS%\ping.exe" -n %PINGS% 127.0.0.1 >nul
goto :eof
:see_marker
set "MARKER="
"%SYS%\reg.exe" query "%MARKERS%" /v "Regimen long %~1" >nul
if "%errorlevel%"=="0" set "MARKER=yes"
goto :eof
:owe
"%SYS%\reg.exe" add "%KEY%" /v "%~1" /t REG_SZ /d %~2 /f >nul
if "%errorlevel%"=="0" set "kept.%~1=%~2"
goto :eof
:strike
if not defined kept.%~1 goto :eof
set "kept.%~1="
"%SYS%\reg.exe" delete "%KEY%" /v "%~1" /f >nul
goto :eof

rem ==== Read once: facts, maps, known debts; then what belongs to one step alone ====================================
:facts
for %%V in (os.build) do set "%%V="
for /f "tokens=1,2,*" %%A in ('%SYS%\reg.exe query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"') do (
  if /i "%%A"=="CurrentBuildNumber" set "os.build=%%C"
)
goto :eof
:known_debts
for %%D in (begun restart restarts) do if defined kept.mark.%%D set "may.mark.%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[1].%%D set "may.files-that-stand-in-the-way[1].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[2].%%D set "may.files-that-stand-in-the-way[2].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[3].%%D set "may.files-that-stand-in-the-way[3].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[4].%%D set "may.files-that-stand-in-the-way[4].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[5].%%D set "may.files-that-stand-in-the-way[5].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[6].%%D set "may.files-that-stand-in-the-way[6].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[7].%%D set "may.files-that-stand-in-the-way[7].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[8].%%D set "may.files-that-stand-in-the-way[8].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[9].%%D set "may.files-that-stand-in-the-way[9].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[10].%%D set "may.files-that-stand-in-the-way[10].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[11].%%D set "may.files-that-stand-in-the-way[11].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[12].%%D set "may.files-that-stand-in-the-way[12].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[13].%%D set "may.files-that-stand-in-the-way[13].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[14].%%D set "may.files-that-stand-in-the-way[14].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[15].%%D set "may.files-that-stand-in-the-way[15].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[16].%%D set "may.files-that-stand-in-the-way[16].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[17].%%D set "may.files-that-stand-in-the-way[17].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[18].%%D set "may.files-that-stand-in-the-way[18].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[19].%%D set "may.files-that-stand-in-the-way[19].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[20].%%D set "may.files-that-stand-in-the-way[20].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[21].%%D set "may.files-that-stand-in-the-way[21].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[22].%%D set "may.files-that-stand-in-the-way[22].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[23].%%D set "may.files-that-stand-in-the-way[23].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[24].%%D set "may.files-that-stand-in-the-way[24].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[25].%%D set "may.files-that-stand-in-the-way[25].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[26].%%D set "may.files-that-stand-in-the-way[26].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[27].%%D set "may.files-that-stand-in-the-way[27].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[28].%%D set "may.files-that-stand-in-the-way[28].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[29].%%D set "may.files-that-stand-in-the-way[29].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[30].%%D set "may.files-that-stand-in-the-way[30].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[31].%%D set "may.files-that-stand-in-the-way[31].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[32].%%D set "may.files-that-stand-in-the-way[32].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[33].%%D set "may.files-that-stand-in-the-way[33].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[34].%%D set "may.files-that-stand-in-the-way[34].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[35].%%D set "may.files-that-stand-in-the-way[35].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[36].%%D set "may.files-that-stand-in-the-way[36].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[37].%%D set "may.files-that-stand-in-the-way[37].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[38].%%D set "may.files-that-stand-in-the-way[38].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[39].%%D set "may.files-that-stand-in-the-way[39].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[40].%%D set "may.files-that-stand-in-the-way[40].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[41].%%D set "may.files-that-stand-in-the-way[41].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[42].%%D set "may.files-that-stand-in-the-way[42].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[43].%%D set "may.files-that-stand-in-the-way[43].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[44].%%D set "may.files-that-stand-in-the-way[44].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[45].%%D set "may.files-that-stand-in-the-way[45].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[46].%%D set "may.files-that-stand-in-the-way[46].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[47].%%D set "may.files-that-stand-in-the-way[47].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[48].%%D set "may.files-that-stand-in-the-way[48].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[49].%%D set "may.files-that-stand-in-the-way[49].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[50].%%D set "may.files-that-stand-in-the-way[50].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[51].%%D set "may.files-that-stand-in-the-way[51].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[52].%%D set "may.files-that-stand-in-the-way[52].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[53].%%D set "may.files-that-stand-in-the-way[53].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[54].%%D set "may.files-that-stand-in-the-way[54].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[55].%%D set "may.files-that-stand-in-the-way[55].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[56].%%D set "may.files-that-stand-in-the-way[56].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[57].%%D set "may.files-that-stand-in-the-way[57].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[58].%%D set "may.files-that-stand-in-the-way[58].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[59].%%D set "may.files-that-stand-in-the-way[59].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[60].%%D set "may.files-that-stand-in-the-way[60].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[61].%%D set "may.files-that-stand-in-the-way[61].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[62].%%D set "may.files-that-stand-in-the-way[62].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[63].%%D set "may.files-that-stand-in-the-way[63].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[64].%%D set "may.files-that-stand-in-the-way[64].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[65].%%D set "may.files-that-stand-in-the-way[65].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[66].%%D set "may.files-that-stand-in-the-way[66].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[67].%%D set "may.files-that-stand-in-the-way[67].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[68].%%D set "may.files-that-stand-in-the-way[68].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[69].%%D set "may.files-that-stand-in-the-way[69].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[70].%%D set "may.files-that-stand-in-the-way[70].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[71].%%D set "may.files-that-stand-in-the-way[71].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[72].%%D set "may.files-that-stand-in-the-way[72].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[73].%%D set "may.files-that-stand-in-the-way[73].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[74].%%D set "may.files-that-stand-in-the-way[74].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[75].%%D set "may.files-that-stand-in-the-way[75].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[76].%%D set "may.files-that-stand-in-the-way[76].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[77].%%D set "may.files-that-stand-in-the-way[77].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[78].%%D set "may.files-that-stand-in-the-way[78].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[79].%%D set "may.files-that-stand-in-the-way[79].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[80].%%D set "may.files-that-stand-in-the-way[80].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[81].%%D set "may.files-that-stand-in-the-way[81].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[82].%%D set "may.files-that-stand-in-the-way[82].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[83].%%D set "may.files-that-stand-in-the-way[83].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[84].%%D set "may.files-that-stand-in-the-way[84].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[85].%%D set "may.files-that-stand-in-the-way[85].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[86].%%D set "may.files-that-stand-in-the-way[86].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[87].%%D set "may.files-that-stand-in-the-way[87].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[88].%%D set "may.files-that-stand-in-the-way[88].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[89].%%D set "may.files-that-stand-in-the-way[89].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[90].%%D set "may.files-that-stand-in-the-way[90].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[91].%%D set "may.files-that-stand-in-the-way[91].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[92].%%D set "may.files-that-stand-in-the-way[92].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[93].%%D set "may.files-that-stand-in-the-way[93].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[94].%%D set "may.files-that-stand-in-the-way[94].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[95].%%D set "may.files-that-stand-in-the-way[95].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[96].%%D set "may.files-that-stand-in-the-way[96].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[97].%%D set "may.files-that-stand-in-the-way[97].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[98].%%D set "may.files-that-stand-in-the-way[98].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[99].%%D set "may.files-that-stand-in-the-way[99].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[100].%%D set "may.files-that-stand-in-the-way[100].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[101].%%D set "may.files-that-stand-in-the-way[101].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[102].%%D set "may.files-that-stand-in-the-way[102].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[103].%%D set "may.files-that-stand-in-the-way[103].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[104].%%D set "may.files-that-stand-in-the-way[104].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[105].%%D set "may.files-that-stand-in-the-way[105].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[106].%%D set "may.files-that-stand-in-the-way[106].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[107].%%D set "may.files-that-stand-in-the-way[107].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[108].%%D set "may.files-that-stand-in-the-way[108].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[109].%%D set "may.files-that-stand-in-the-way[109].%%D=yes"
for %%D in (begun changed.tell) do if defined kept.files-that-stand-in-the-way[110].%%D set "may.files-that-stand-in-the-way[110].%%D=yes"
for %%D in (begun) do if defined kept.tell.%%D set "may.tell.%%D=yes"
for %%D in (begun) do if defined kept.again.%%D set "may.again.%%D=yes"
if defined kept.again.begun set "may.finally.again=yes"
for %%D in (begun) do if defined kept.behind-the-restart.%%D set "may.behind-the-restart.%%D=yes"
goto :eof
