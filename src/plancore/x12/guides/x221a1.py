"""Claim payment and remittance advice (835): 005010X221A1. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X221A1 005010X221 | set 835 | group HP | Health care claim payment and advice | 835
ST*835      R1  Transaction set header | 1 2 3?
BPR         R1  Financial information | 1=C,D,H,I,P,U,X 2:money 3=C,D 4=ACH,BOP,CHK,FWT,NON 5?=CCP,CTX 6?=01,04 7? 8?=DA 9? 10? 11? 12?=01,04 13? 14?=DA,SG 15? 16
TRN         R1  Payment trace number | 1=1 2 3 4?
CUR*PR      S1  Foreign currency | 1 2
REF*EV      S1  Receiver identification | 1 2
REF*F2      S1  Version identification | 1 2
DTM*405     S1  Production date | 1 2
@1000A R1 Payer
  N1*PR     R1  Payer name | 1 2 3?=XV 4?
  N3        R1  Street address | 1 2?
  N4        R1  City, state, ZIP | 1 2? 3? 4? 7?
  REF*2U|EO|HI|NF S4 Additional identification | 1 2
  PER*CX    S1  Business contact | 1 2? 3?=EM,FX,TE 4? 5?=EM,EX,FX,TE 6? 7?=EX 8?
  PER*BL    R>  Technical contact | 1 2? 3?=EM,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,UR 8?
  PER*IC    S1  Web address | 1 3=UR 4
@1000B R1 Payee
  N1*PE     R1  Payee name | 1 2 3=FI,XV,XX 4
  N3        S1  Street address | 1 2?
  N4        S1  City, state, ZIP | 1 2? 3? 4? 7?
  REF*0B|D3|PQ|TJ S> Additional identification | 1 2
  RDM       S1  Delivery method | 1=BM,EM,FT,OL 2? 3?
@2000 S> Header number
  LX        R1  Header number | 1
  TS3       S1  Provider summary | 1 2 3 4 5:money 13?:money 15?:money 17?:money 18?:money 20?:money 21?:money 22?:money 23? 24?:money
  TS2       S1  Provider supplemental summary | 1?:money 2?:money 3?:money 4?:money 5?:money 6? 7? 8? 9?:money 10? 11? 12? 13? 14? 15? 16? 17?:money 18?:money 19?:money
  @2100 R> unit Claim payment
    CLP     R1  Claim payment | 1 2=1,2,3,4,19,20,21,22,23,25 3:money 4:money 5?:money 6=12,13,14,15,16,17,AM,CH,DS,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ 7 8? 9? 11? 12? 13?
    CAS     S99 Claim adjustments | 1=CO,OA,PI,PR 2 3:money 4? 5? 6?:money 7? 8? 9?:money 10? 11? 12?:money 13? 14? 15?:money 16? 17? 18?:money 19?
    NM1*QC  R1  Patient name | 1 2=1 3? 4? 5? 7? 8?=34,HN,II,MI,MR 9?
    NM1*IL  S1  Insured name | 1 2=1,2 3? 4? 5? 7? 8=FI,II,MI 9
    NM1*74  S1  Corrected patient or insured | 1 2=1,2 3? 4? 5? 7? 8?=C 9?
    NM1*82  S1  Service provider | 1 2=1,2 3? 4? 5? 7? 8=BD,BS,FI,MC,PC,SL,UP,XX 9
    NM1*TT  S1  Crossover carrier | 1 2=2 3 8=AD,FI,NI,PI,PP,XV 9
    NM1*PR  S1  Corrected priority payer | 1 2=2 3 8=AD,FI,NI,PI,PP,XV 9
    NM1*GB  S1  Other subscriber | 1 2=1,2 3? 4? 5? 7? 8?=FI,II,MI 9?
    MIA     S1  Inpatient adjudication | 1 2?:money 3? 4?:money 5? 6?:money 7?:money 8?:money 9?:money 10?:money 11?:money 12?:money 13?:money 14?:money 15? 16?:money 17?:money 18?:money 19?:money 20? 21? 22? 23? 24?:money
    MOA     S1  Outpatient adjudication | 1? 2?:money 3? 4? 5? 6? 7? 8?:money 9?:money
    REF*1L|1W|28|6P|9A|9C|BB|CE|EA|F8|G1|G3|IG|SY S5 Claim related identification | 1 2
    REF*0B|1A|1B|1C|1D|1G|1H|1J|D3|G2|LU S10 Rendering provider identification | 1 2
    DTM*036 S1  Coverage expiration | 1 2
    DTM*050 S1  Claim received | 1 2
    DTM*232|233 S2 Statement from and to | 1 2
    PER*CX  S2  Claim contact | 1 2? 3=EM,FX,TE 4 5?=EM,EX,FX,TE 6? 7?=EX 8?
    AMT*AU|D8|DY|F5|I|NL|T|T2|ZK|ZL|ZM|ZN|ZO S13 Claim supplemental amounts | 1 2:money
    QTY*CA|CD|LA|LE|NE|NR|OU|PS|VS|ZK|ZL|ZM|ZN|ZO S14 Claim supplemental quantities | 1 2
    @2110 S999 line Service payment
      SVC   R1  Service payment | 1(1=AD,ER,HC,HP,IV,N4,N6,NU,UI,WK 2 3? 4? 5? 6? 7?) 2:money 3:money 4? 5? 6?(1=AD,ER,HC,HP,IV,N4,NU,WK 2 3? 4? 5? 6? 7?) 7?
      DTM*472|150|151 S2 Service dates | 1 2
      CAS   S99 Service adjustments | 1=CO,OA,PI,PR 2 3:money 4? 5? 6?:money 7? 8? 9?:money 10? 11? 12?:money 13? 14? 15?:money 16? 17? 18?:money 19?
      REF*1S|APC|BB|E9|G1|G3|LU|RB S8 Service identification | 1 2
      REF*6R S1 Line control number | 1 2
      REF*0B|1A|1B|1C|1D|1G|1H|1J|D3|G2|HPI|SY|TJ S10 Rendering provider identification | 1 2
      REF*0K S5 Policy identification | 1 2
      AMT*B6|KH|T|T2|ZK|ZL|ZM|ZN|ZO S9 Service supplemental amounts | 1 2:money
      QTY*ZK|ZL|ZM|ZN|ZO S6 Service supplemental quantities | 1 2
      LQ    S99 Remarks | 1=HE,RX 2
@PLB S> unit Provider adjustments
  PLB       R1  Provider adjustment | 1 2 3(1 2?) 4:money 5?(1 2?) 6?:money 7?(1 2?) 8?:money 9?(1 2?) 10?:money 11?(1 2?) 12?:money 13?(1 2?) 14?:money
SE          R1  Transaction set trailer | 1 2
"""
