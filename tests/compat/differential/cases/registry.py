"""The list that case functions put themselves on, in the order of the files and of the functions in them.

A case is a function of a Side. It asks the same things whichever broker answers, uses topics and groups of its own
(named after what it does), and lets only ids that the broker gave decide what it asks next.
"""

CASES = {}


def case(name):
    def put(function):
        if name in CASES:
            raise ValueError(f"two cases are called {name}")
        CASES[name] = function
        return function

    return put
