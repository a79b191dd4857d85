"""Attachment (275): 005010X210. How to read: guides/README.md."""

TABLE = """
guide 005010X210 | set 275 | group PI | Additional information to support a claim: attachment | 275-5010
ST*275      R1  Transaction set header | 1 2 3
BGN         R1  Beginning: sent unasked (02) or as an answer (11) | 1=02,11 2 3 4?
@1000A R1 Payer
  NM1*PR    R1  Payer name | 1 2=2 3 8=PI,XV 9
  PER*IC    S1  Payer contact | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
@1000B R1 Submitter
  NM1*41    R1  Submitter name | 1 2=1,2 3 4? 5? 8=46 9
  PER*IC    S2  Submitter contact | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
@1000C R1 Provider
  NM1*1P    R1  Provider name | 1 2=1,2 3 4? 5? 7? 8=FI,SV,XX 9
  REF*0B|1G|EI|G2|LU|SY|TJ S> Other number of the provider | 1 2
  @1100C S1 More of the provider
    NX1*1P  R1  Provider | 1
    N3      S1  Street address | 1 2?
    N4      S1  City, state, ZIP | 1 2? 3? 4? 7?
    PRV     S1  Specialty | 1=BI,PE 2=PXC 3
@1000D R1 Patient
  NM1*QC    R1  Patient name | 1 2=1 3 4? 5? 7? 8=MI 9
  REF*1K    S1  Payer's claim control number | 1 2
  REF*EJ    S1  Patient control number | 1 2
  REF*BLT   S1  Type of bill | 1 2
  REF*EA    S1  Medical record number | 1 2
  REF*D9    S1  Clearinghouse's claim number | 1 2
  REF*XZ    S1  Prescription number | 1 2
  DTP*472   S1  Dates of service of the claim | 1 2=D8,RD8 3
@2000A R> unit Attachment
  LX        R1  Number of the attachment | 1
  TRN*1|2   R1  Attachment control number (1), or the payer's number of its request (2) | 1 2
  STC       S1  What was asked for | 1(1 2 4=LOI) 2? 10?(1 2 4=LOI) 11?(1 2 4=LOI)
  REF*FJ|CPT|6R|RB|XZ|F8 S> Line, procedure, revenue code | 1 2 4?(1 2 3? 4? 5? 6?)
  @2100A S1 Service line
    DTP*472 R1  Dates of service of the line | 1 2=D8,RD8 3
  @2100B R1 Submission
    DTP*368 R1  Day of submission | 1 2=D8 3
    CAT     R1  Kind of information | 1=AE 2=HL,IA,MB,TX 3?
    @2110B R1 Data
      EFI   R1  Security level | 1=05
      BIN   R1  Data: length, the bytes | 1 2?
SE          R1  Transaction set trailer | 1 2
"""
