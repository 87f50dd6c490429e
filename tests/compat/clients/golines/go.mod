module klamm/compat/lines

go 1.25
