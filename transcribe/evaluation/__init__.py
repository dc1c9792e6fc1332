"""How well recordings are recognised, measured against what people wrote down.

references -> comparing -> scores, calibration -> results      a folder in, an evaluation stored
"""
