"""Implementation acknowledgement (999): 005010X231A1. How to read: guides/README.md."""

TABLE = """
guide 005010X231A1 005010X231 | set 999 | group FA | Implementation acknowledgement | 999
ST*999      R1  Transaction set header | 1 2 3
AK1         R1  Group answered | 1 2 3
@2000 S> unit Set answered
  AK2       R1  Set answered | 1 2 3?
  @2100 S> Segment in error
    IK3     R1  Segment in error | 1 2 3? 4=1,2,3,4,5,6,7,8,I4,I6,I7,I8,I9
    CTX     S10 Context | 1(1 2?) 2? 3? 4? 5?(1 2? 3?) 6?(1 2?)
    @2110 S> Element in error
      IK4   R1  Element in error | 1(1 2? 3?) 2? 3=1,2,3,4,5,6,7,8,9,10,11,12,13,I6,I9,I10,I11,I12,I13 4?
      CTX   S10 Context | 1(1 2?) 2? 3? 4? 5?(1 2? 3?) 6?(1 2?)
  IK5       R1  Set outcome | 1=A,E,M,R,W,X 2?:ik5 3?:ik5 4?:ik5 5?:ik5 6?:ik5
AK9         R1  Group outcome | 1=A,E,M,P,R,W,X 2 3 4 5?:ak9 6?:ak9 7?:ak9 8?:ak9 9?:ak9
SE          R1  Transaction set trailer | 1 2
"""
