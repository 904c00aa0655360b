"""Finding replies while the agent types: an index in memory, built from the library, never stored.

Characters are compared one by one after folding, pinyin is looked up per character, and whatever
matched can be pointed at in the original text.
"""
