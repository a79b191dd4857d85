"""Premium payment (820): 005010X218. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X218 | set 820 | group RA | Payroll deducted and other group premium payment | 820
ST*820      R1  Transaction set header | 1 2 3
BPR         R1  Payment | 1=C,D,I,P,U,X 2:money 3=C 4=ACH,BOP,CHK,FWT,NON,SWT 5?=CCP,CTX 6?=01,02,04 7? 8?=ALC,DA 9? 10 11? 12?=01,02,04 13? 14?=DA,SG 15? 16
TRN         R1  Trace number | 1=1,3 2 3? 4?
CUR         S1  Foreign currency | 1=2B,PR 2
REF*14|17|18|2F|38|72|LB S> Receiver's key | 1 2
DTM*009     S1  Processed | 1 2
DTM*035     S1  Delivered | 1 2
DTM*582     S1  Coverage period | 1 5=RD8 6
DTM*097     S1  Created | 1 2
@1000A R1 Premium receiver
  N1*PE     R1  Premium receiver name | 1 2? 3?=1,9,EQ,FI,XV 4?
  N2        S1  More of the name | 1
  N3        S1  Street address | 1 2?
  N4        S1  City, state, ZIP | 1 2? 3? 4? 7?
  RDM       S1  Delivery of the remittance | 1=BM,EM,FT,FX,IA,OL 2? 3?
@1000B R1 Premium payer
  N1*PR     R1  Premium payer name | 1 2? 3?=1,24,75,9,EQ,FI,PI 4?
  N2        S1  More of the name | 1
  N3        S1  Street address | 1 2?
  N4        S1  City, state, ZIP | 1 2? 3? 4? 7?
  PER*IC    S>  Contact | 1 2 3=EM,FX,TE 4 5?=EM,EX,FX,TE 6? 7?=EM,EX,FX,TE 8?
@1000C S14 unit Intermediary bank
  N1*04|0B|8W|AK|BE|BK|C1|C2|IAT|MJ|RB|Z6|ZB|ZL R1 Bank name | 1 2? 3?=31,57,94,A3,A4,A6,CF,G,PA 4?
  N2        S1  More of the name | 1
  N3        S1  Street address | 1 2?
  N4        S1  City, state, ZIP | 1 2? 3? 4? 7?
  PER*IC    S>  Contact | 1 2 3=EM,FX,TE 4 5?=EM,EX,FX,TE 6? 7?=EM,EX,FX,TE 8?
@2000A S1 unit Organization's remittance
  ENT*2L|AG|NH|RGA|UN R1 Organization | 1 2 3=1,24,9,FI 4
  @2200A S> Adjustment of an earlier payment
    ADX     R1  Adjustment | 1:money 2=52,53,80,81,86,BJ,H1,H6,RU,WO,WW
  @2300A R> Organization's remittance detail
    RMR     R1  Remittance | 1=11,1L,CT,IK 2 3?=PA,PI,PO,PP 4:money 5?:money
    REF*14|17|18|2F|38|E9|LB|LU|ZZ S> Reference | 1 2
    DTM*582|AAG S1 Coverage period | 1 2? 5?=RD8 6?
    @2310A S> Summary line
      IT1   R1  Summary line | 1
      @2312A S4 Charge
        SAC R1  Charge | 1=C 2=A172,B680,D940,G740 5
      @2315A S3 Member count
        SLN R1  Member count | 1 3=O 4 5(1=10,IE,PR)
    @2320A S> Adjustment of this payment
      ADX   R1  Adjustment | 1:money 2=20,52,53,AA,AX,H1,H6,IA,J3
@2000B S> unit Person's remittance
  ENT*2J    R1  Person | 1 2 3=34,EI,II 4
  @2100B S> Person's name
    NM1*DO|EY|IL|QE R1 Name | 1 2=1 3? 4? 5? 6? 7? 8?=34,EI,N 9?
  @2200B S> Adjustment of an earlier payment
    ADX     R1  Adjustment | 1:money 2=52,53,80,81,86,BJ,H1,H6,RU,WO
  @2300B R> Person's remittance detail
    RMR     R1  Remittance | 1=11,9J,AZ,B7,CT,ID,IG,IK,KW 2 4:money 5?:money
    REF*14|18|2F|38|E9|LU|ZZ S> Reference | 1 2
    DTM*582|AAG S1 Coverage period | 1 2? 5?=RD8 6?
    @2320B S> Adjustment of this payment
      ADX   R1  Adjustment | 1:money 2=20,52,53,AA,AX,H1,H6,IA,J3
SE          R1  Transaction set trailer | 1 2
"""
