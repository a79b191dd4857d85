"""Health care claim, institutional (837I): 005010X223A2, and A3 which differs in code lists alone. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X223A2 005010X223A3 005010X223A1 005010X223 | set 837 | group HC | Health care claim: institutional | 837I
ST*837      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0019 2=00,18 3 4 5 6=31,CH,RP
@1000A R1 Submitter
  NM1*41    R1  Submitter name | 1 2=1,2 3 4? 5? 8=46 9
  PER*IC    R2  Submitter contact | 1 2? 3=EM,FX,TE 4 5?=EM,EX,FX,TE 6? 7?=EM,EX,FX,TE 8?
@1000B R1 Receiver
  NM1*40    R1  Receiver name | 1 2=2 3 8=46 9
@2000A R> Billing provider level
  HL*20     R1  Billing provider | 1 3 4=1
  PRV*BI    S1  Billing provider specialty | 1 2=PXC 3
  CUR*85    S1  Foreign currency | 1 2
  @2010AA R1 Billing provider
    NM1*85  R1  Billing provider name | 1 2=2 3 8?=XX 9?
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
    REF*EI  R1  Tax identification | 1 2
    PER*IC  S2  Contact | 1 2? 3=EM,FX,TE 4 5?=EM,EX,FX,TE 6? 7?=EM,EX,FX,TE 8?
  @2010AB S1 Pay-to address
    NM1*87  R1  Pay-to address name | 1 2=2
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
  @2010AC S1 Pay-to plan
    NM1*PE  R1  Pay-to plan name | 1 2=2 3 8=PI,XV 9
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
    REF*2U|FY|NF S1 Secondary identification | 1 2
    REF*EI  R1  Tax identification | 1 2
  @2000B R> Subscriber level
    HL*22   R1  Subscriber | 1 2 3 4=0,1
    SBR     R1  Subscriber information | 1=A,B,C,D,E,F,G,H,P,S,T,U 2?=18 3? 4? 9?=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
    @2010BA R1 Subscriber
      NM1*IL R1 Subscriber name | 1 2=1,2 3 4? 5? 7? 8?=II,MI 9?
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      DMG   S1  Birth date and gender | 1=D8 2 3=F,M,U
      REF*SY S1 Secondary identification | 1 2
      REF*Y4 S1 Property and casualty claim number | 1 2
    @2010BB R1 Payer
      NM1*PR R1 Payer name | 1 2=2 3 8=PI,XV 9
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      REF*2U|EI|FY|NF S3 Payer secondary identification | 1 2
      REF*G2|LU S1 Billing provider's number with the payer | 1 2
    %2300
    @2000C S> Patient level
      HL*23 R1  Patient | 1 2 3 4=0
      PAT   R1  Patient information | 1=01,19,20,21,39,40,53,G8
      @2010CA R1 Patient
        NM1*QC R1 Patient name | 1 2=1 3 4? 5? 7?
        N3  R1  Street address | 1 2?
        N4  R1  City, state, ZIP | 1 2? 3? 4? 7?
        DMG R1  Birth date and gender | 1=D8 2 3=F,M,U
        REF*Y4 S1 Property and casualty claim number | 1 2
        REF*1W|SY S1 Property and casualty patient identifier | 1 2
      %2300
SE          R1  Transaction set trailer | 1 2

define 2300
@2300 S100 unit Claim
  CLM       R1  Claim | 1 2:money 5(1 2=A 3) 7=A,B,C 8=N,W,Y 9=I,Y 20?=1,2,3,4,5,6,7,8,9,10,11,15
  DTP*096   S1  Discharge hour | 1 2=TM 3
  DTP*434   R1  Statement period | 1 2=RD8 3
  DTP*435   S1  Admission | 1 2=D8,DT 3
  DTP*050   S1  Repricer received | 1 2=D8 3
  CL1       R1  Admission type, source and patient status | 1 2? 3
  PWK       S10 Paperwork | 1=03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP 2=AA,BM,EL,EM,FT,FX 5?=AC 6?
  CN1       S1  Contract | 1=01,02,03,04,05,06,09 2?:money 3? 4? 5? 6?
  AMT*F3    S1  Patient's estimated amount due | 1 2:money
  REF*4N    S1  Service authorization exception | 1 2=1,2,3,4,5,6,7
  REF*9F    S1  Referral number | 1 2
  REF*G1    S1  Prior authorization | 1 2
  REF*F8    S1  Payer's control number of the earlier claim | 1 2
  REF*9A    S1  Repriced claim number | 1 2
  REF*9C    S1  Adjusted repriced claim number | 1 2
  REF*LX    S5  Investigational device exemption | 1 2
  REF*D9    S1  Clearinghouse's claim number | 1 2
  REF*LU    S1  State of the automobile accident | 1 2
  REF*EA    S1  Medical record number | 1 2
  REF*P4    S1  Demonstration project | 1 2
  REF*G4    S1  Peer review approval | 1 2
  K3        S10 File information | 1
  NTE*ALG|DCP|DGN|DME|MED|NTR|ODT|RHB|RLH|RNH|SET|SFM|SPT|UPI S10 Claim note | 1 2
  NTE*ADD   S1  Billing note | 1 2
  CRC*ZZ    S1  EPSDT referral | 1 2=N,Y 3=AV,NU,S2,ST 4?=AV,NU,S2,ST 5?=AV,NU,S2,ST
  HI*ABK|BK R1  Principal diagnosis | 1(1=ABK,BK 2 9?=N,U,W,Y)
  HI*ABJ|BJ S1  Admitting diagnosis | 1(1=ABJ,BJ 2)
  HI*APR|PR S1  Patient's reason for the visit | 1(1=APR,PR 2) 2-3?(1=APR,PR 2)
  HI*ABN|BN S1  External causes of injury | 1(1=ABN,BN 2 9?=N,U,W,Y) 2-12?(1=ABN,BN 2 9?=N,U,W,Y)
  HI*DR     S1  Diagnosis related group | 1(1=DR 2)
  HI*ABF|BF S2  Other diagnoses | 1(1=ABF,BF 2 9?=N,U,W,Y) 2-12?(1=ABF,BF 2 9?=N,U,W,Y)
  HI*BBR|BR|CAH S1 Principal procedure | 1(1=BBR,BR,CAH 2 3=D8 4:day)
  HI*BBQ|BQ S2  Other procedures | 1(1=BBQ,BQ 2 3=D8 4:day) 2-12?(1=BBQ,BQ 2 3=D8 4:day)
  HI*BI     S2  Occurrence spans | 1(1=BI 2 3=RD8 4:days) 2-12?(1=BI 2 3=RD8 4:days)
  HI*BH     S2  Occurrences | 1(1=BH 2 3=D8 4:day) 2-12?(1=BH 2 3=D8 4:day)
  HI*BE     S2  Values | 1(1=BE 2 5:money) 2-12?(1=BE 2 5:money)
  HI*BG     S2  Conditions | 1(1=BG 2) 2-12?(1=BG 2)
  HI*TC     S2  Treatment codes | 1(1=TC 2) 2-12?(1=TC 2)
  HCP       S1  Repricing | 1=00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 2:money 3?:money 4? 5? 6? 7?:money 8? 11?=DA,UN 12? 13?=T1,T2,T3,T4,T5,T6 14?=1,2,3,4,5 15?=1,2,3,4,5,6
  @2310A S1 Attending provider
    NM1*71  R1  Attending provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    PRV*AT  S1  Attending provider specialty | 1 2=PXC 3
    REF*0B|1G|G2|LU S4 Secondary identification | 1 2
  @2310B S1 Operating physician
    NM1*72  R1  Operating physician name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    REF*0B|1G|G2|LU S4 Secondary identification | 1 2
  @2310C S1 Other operating physician
    NM1*ZZ  R1  Other operating physician name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    REF*0B|1G|G2|LU S4 Secondary identification | 1 2
  @2310D S1 Rendering provider
    NM1*82  R1  Rendering provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    REF*0B|1G|G2|LU S4 Secondary identification | 1 2
  @2310E S1 Service facility
    NM1*77  R1  Service facility name | 1 2=2 3 8?=XX 9?
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
    REF*0B|G2|LU S3 Secondary identification | 1 2
  @2310F S1 Referring provider
    NM1*DN  R1  Referring provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    REF*0B|1G|G2 S3 Secondary identification | 1 2
  @2320 S10 Other subscriber
    SBR     R1  Other subscriber information | 1=A,B,C,D,E,F,G,H,P,S,T,U 2=01,18,19,20,21,39,40,53,G8 3? 4? 9?=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
    CAS     S5  Claim adjustments | 1=CO,CR,OA,PI,PR 2 3:money 4? 5? 6?:money 7? 8? 9?:money 10? 11? 12?:money 13? 14? 15?:money 16? 17? 18?:money 19?
    AMT*D   S1  Other payer paid | 1 2:money
    AMT*EAF S1  Remaining patient liability | 1 2:money
    AMT*A8  S1  Not covered | 1 2:money
    OI      R1  Other coverage | 3=N,W,Y 6=I,Y
    MIA     S1  Inpatient adjudication | 1 3? 4?:money 5? 6?:money 7?:money 8?:money 9?:money 10?:money 11?:money 12?:money 13?:money 14?:money 15? 16?:money 17?:money 18?:money 19?:money 20? 21? 22? 23? 24?:money
    MOA     S1  Outpatient adjudication | 1? 2?:money 3? 4? 5? 6? 7? 8?:money 9?:money
    @2330A R1 Other subscriber
      NM1*IL R1 Other subscriber name | 1 2=1,2 3 4? 5? 7? 8=II,MI 9
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      REF*SY S2 Secondary identification | 1 2
    @2330B R1 Other payer
      NM1*PR R1 Other payer name | 1 2=2 3 8=PI,XV 9
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      DTP*573 S1 Claim paid | 1 2=D8 3
      REF*2U|EI|FY|NF S2 Secondary identification | 1 2
      REF*G1 S1 Prior authorization | 1 2
      REF*9F S1 Referral number | 1 2
      REF*T4 S1 Claim adjustment indicator | 1 2=Y
      REF*F8 S1 Other payer's control number | 1 2
    @2330C S1 Other payer's attending provider
      NM1*71 R1 Attending provider | 1 2=1
      REF*0B|1G|G2|LU R4 Secondary identification | 1 2
    @2330D S1 Other payer's operating physician
      NM1*72 R1 Operating physician | 1 2=1
      REF*0B|1G|G2|LU R4 Secondary identification | 1 2
    @2330E S1 Other payer's other operating physician
      NM1*ZZ R1 Other operating physician | 1 2=1
      REF*0B|1G|G2|LU R4 Secondary identification | 1 2
    @2330F S1 Other payer's service facility
      NM1*77 R1 Service facility | 1 2=2
      REF*0B|G2|LU R3 Secondary identification | 1 2
    @2330G S1 Other payer's rendering provider
      NM1*82 R1 Rendering provider | 1 2=1
      REF*0B|1G|G2|LU R4 Secondary identification | 1 2
    @2330H S1 Other payer's referring provider
      NM1*DN R1 Referring provider | 1 2=1
      REF*0B|1G|G2 R3 Secondary identification | 1 2
    @2330I S1 Other payer's billing provider
      NM1*85 R1 Billing provider | 1 2=2
      REF*G2|LU R2 Secondary identification | 1 2
  @2400 R999 line Service line
    LX      R1  Line number | 1
    SV2     R1  Institutional service | 1 2?(1=ER,HC,HP,IV,WK 2 3? 4? 5? 6? 7?) 3:money 4=DA,UN 5 7?:money
    PWK     S10 Paperwork | 1=03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP 2=AA,BM,EL,EM,FT,FX 5?=AC 6?
    DTP*472 S1  Date of service | 1 2=D8,RD8 3
    REF*6R  S1  Line control number | 1 2
    REF*9B  S1  Repriced line number | 1 2
    REF*9D  S1  Adjusted repriced line number | 1 2
    AMT*GT  S1  Service tax | 1 2:money
    AMT*N8  S1  Facility tax | 1 2:money
    NTE*TPO S1  Third party note | 1 2
    HCP     S1  Repricing | 1=00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 2:money 3?:money 4? 5? 6? 7?:money 8? 9?=ER,HC,HP,IV,WK 10? 11?=DA,UN 12? 13?=T1,T2,T3,T4,T5,T6 14?=1,2,3,4,5 15?=1,2,3,4,5,6
    @2410 S1 Drug
      LIN   R1  Drug | 2=N4 3
      CTP   R1  Drug quantity | 4 5(1=F2,GR,ME,ML,UN)
      REF*VY|XZ S1 Prescription | 1 2
    @2420A S1 Operating physician
      NM1*72 R1 Operating physician name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      REF*0B|1G|G2|LU S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420B S1 Other operating physician
      NM1*ZZ R1 Other operating physician name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      REF*0B|1G|G2|LU S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420C S1 Rendering provider
      NM1*82 R1 Rendering provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      REF*0B|1G|G2|LU S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420D S1 Referring provider
      NM1*DN R1 Referring provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      REF*0B|1G|G2 S20 Secondary identification | 1 2 4?(1=2U 2)
    @2430 S15 Other payer's line decision
      SVD   R1  Line adjudication | 1 2:money 3?(1=ER,HC,HP,IV,WK 2 3? 4? 5? 6? 7?) 4 5 6?
      CAS   S5  Line adjustments | 1=CO,CR,OA,PI,PR 2 3:money 4? 5? 6?:money 7? 8? 9?:money 10? 11? 12?:money 13? 14? 15?:money 16? 17? 18?:money 19?
      DTP*573 R1 Line paid | 1 2=D8 3
      AMT*EAF S1 Remaining patient liability | 1 2:money
"""
