def supply(site): pass
