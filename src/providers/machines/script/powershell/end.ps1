'{"ok":false,"code":"scriptFailed","message":"not there yet"}'
