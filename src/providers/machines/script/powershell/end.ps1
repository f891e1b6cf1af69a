Get-Answer $RequestText
