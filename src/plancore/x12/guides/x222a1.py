"""Health care claim, professional (837P): 005010X222A1, and A2 which differs in code lists alone. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X222A1 005010X222A2 005010X222 | set 837 | group HC | Health care claim: professional | 837P
ST*837      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0019 2=00,18 3 4 5 6=31,CH,RP
@1000A R1 Submitter
  NM1*41    R1  Submitter name | 1 2=1,2 3 4? 5? 8=46 9
  PER*IC    R2  Submitter contact | 1 2? 3=ED,EM,FX,TE 4 5?=ED,EM,EX,FX,TE 6? 7?=ED,EM,EX,FX,TE 8?
@1000B R1 Receiver
  NM1*40    R1  Receiver name | 1 2=2 3 8=46 9
@2000A R> Billing provider level
  HL*20     R1  Billing provider | 1 3 4=1
  PRV*BI    S1  Billing provider specialty | 1 2=PXC 3
  CUR*85    S1  Foreign currency | 1 2
  @2010AA R1 Billing provider
    NM1*85  R1  Billing provider name | 1 2=1,2 3 4? 5? 7? 8?=XX 9?
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
    REF*EI|SY R1 Tax identification | 1 2
    REF*0B|1G S2 License or UPIN | 1 2
    PER*IC  S2  Contact | 1 2? 3=EM,FX,TE 4 5?=EM,EX,FX,TE 6? 7?=EM,EX,FX,TE 8?
  @2010AB S1 Pay-to address
    NM1*87  R1  Pay-to address name | 1 2=1,2
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
    SBR     R1  Subscriber information | 1=A,B,C,D,E,F,G,H,P,S,T,U 2?=18 3? 4? 5?=12,13,14,15,16,41,42,43,47 9?=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
    PAT     S1  Patient information | 5?=D8 6? 7?=01 8? 9?=Y
    @2010BA R1 Subscriber
      NM1*IL R1 Subscriber name | 1 2=1,2 3 4? 5? 7? 8?=II,MI 9?
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      DMG   S1  Birth date and gender | 1=D8 2 3=F,M,U
      REF*SY S1 Secondary identification | 1 2
      REF*Y4 S1 Property and casualty claim number | 1 2
      PER*IC S1 Property and casualty contact | 1 2? 3=TE 4 5?=EX 6?
    @2010BB R1 Payer
      NM1*PR R1 Payer name | 1 2=2 3 8=PI,XV 9
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      REF*2U|EI|FY|NF S3 Payer secondary identification | 1 2
      REF*G2|LU S2 Billing provider's number with the payer | 1 2
    %2300
    @2000C S> Patient level
      HL*23 R1  Patient | 1 2 3 4=0
      PAT   R1  Patient information | 1=01,19,20,21,39,40,53,G8 5?=D8 6? 7?=01 8? 9?=Y
      @2010CA R1 Patient
        NM1*QC R1 Patient name | 1 2=1 3 4? 5? 7?
        N3  R1  Street address | 1 2?
        N4  R1  City, state, ZIP | 1 2? 3? 4? 7?
        DMG R1  Birth date and gender | 1=D8 2 3=F,M,U
        REF*Y4 S1 Property and casualty claim number | 1 2
        REF*1W|SY S1 Property and casualty patient identifier | 1 2
        PER*IC S1 Property and casualty contact | 1 2? 3=TE 4 5?=EX 6?
      %2300
SE          R1  Transaction set trailer | 1 2

define 2300
@2300 S100 unit Claim
  CLM       R1  Claim | 1 2:money 5(1 2=B 3) 6=N,Y 7=A,B,C 8=N,W,Y 9=I,Y 10?=P 11?(1=AA,EM,OA 2?=AA,EM,OA 4? 5?) 12?=02,03,05,09 20?=1,2,3,4,5,6,7,8,9,10,11,15
  DTP*431   S1  Onset of illness | 1 2=D8 3
  DTP*454   S1  Initial treatment | 1 2=D8 3
  DTP*304   S1  Last seen | 1 2=D8 3
  DTP*453   S1  Acute manifestation | 1 2=D8 3
  DTP*439   S1  Accident | 1 2=D8,DT 3
  DTP*484   S1  Last menstrual period | 1 2=D8 3
  DTP*455   S1  Last X-ray | 1 2=D8 3
  DTP*471   S1  Hearing and vision prescription | 1 2=D8 3
  DTP*314|360|361 S1 Disability | 1 2=D8,RD8 3
  DTP*297   S1  Last worked | 1 2=D8 3
  DTP*296   S1  Authorized return to work | 1 2=D8 3
  DTP*435   S1  Admission | 1 2=D8 3
  DTP*096   S1  Discharge | 1 2=D8 3
  DTP*090|091 S2 Assumed and relinquished care | 1 2=D8 3
  DTP*444   S1  Property and casualty first contact | 1 2=D8 3
  DTP*050   S1  Repricer received | 1 2=D8 3
  PWK       S10 Paperwork | 1=03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP 2=AA,BM,EL,EM,FT,FX 5?=AC 6?
  CN1       S1  Contract | 1=01,02,03,04,05,06,09 2?:money 3? 4? 5? 6?
  AMT*F5    S1  Patient paid | 1 2:money
  REF*4N    S1  Service authorization exception | 1 2=1,2,3,4,5,6,7
  REF*F5    S1  Mandatory Medicare crossover | 1 2=N,Y
  REF*EW    S1  Mammography certification | 1 2
  REF*9F    S1  Referral number | 1 2
  REF*G1    S1  Prior authorization | 1 2
  REF*F8    S1  Payer's control number of the earlier claim | 1 2
  REF*X4    S1  CLIA number | 1 2
  REF*9A    S1  Repriced claim number | 1 2
  REF*9C    S1  Adjusted repriced claim number | 1 2
  REF*LX    S1  Investigational device exemption | 1 2
  REF*D9    S1  Clearinghouse's claim number | 1 2
  REF*EA    S1  Medical record number | 1 2
  REF*P4    S1  Demonstration project | 1 2
  REF*1J    S1  Care plan oversight | 1 2
  K3        S10 File information | 1
  NTE       S1  Claim note | 1=ADD,CER,DCP,DGN,TPO 2
  CR1       S1  Ambulance transport | 1?=LB 2? 4=A,B,C,D,E 5=DH 6 9? 10?
  CR2       S1  Spinal manipulation | 8=A,C,D,E,F,G,M 10? 11?
  CRC*07    S3  Ambulance certification | 1 2=N,Y 3=01,04,05,06,07,08,09,12 4?=01,04,05,06,07,08,09,12 5?=01,04,05,06,07,08,09,12 6?=01,04,05,06,07,08,09,12 7?=01,04,05,06,07,08,09,12
  CRC*E1|E2|E3 S3 Vision condition | 1 2=N,Y 3=L1,L2,L3,L4,L5 4?=L1,L2,L3,L4,L5 5?=L1,L2,L3,L4,L5 6?=L1,L2,L3,L4,L5 7?=L1,L2,L3,L4,L5
  CRC*75    S1  Homebound | 1 2=Y 3=IH
  CRC*ZZ    S1  EPSDT referral | 1 2=N,Y 3=AV,NU,S2,ST 4?=AV,NU,S2,ST 5?=AV,NU,S2,ST
  HI*ABK|BK R1  Diagnoses | 1(1=ABK,BK 2) 2-12?(1=ABF,BF 2)
  HI*BP     S1  Anesthesia related procedure | 1(1=BP 2) 2?(1=BO 2)
  HI*BG     S2  Conditions | 1(1=BG 2) 2-12?(1=BG 2)
  HCP       S1  Repricing | 1=00,01,02,03,04,05,07,08,09,10,11,12,13,14 2:money 3?:money 4? 5? 6? 7?:money 13?=T1,T2,T3,T4,T5,T6 14?=1,2,3,4,5 15?=1,2,3,4,5,6
  @2310A S2 Referring provider
    NM1*DN|P3 R1 Referring provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    REF*0B|1G|G2 S3 Secondary identification | 1 2
  @2310B S1 Rendering provider
    NM1*82  R1  Rendering provider name | 1 2=1,2 3 4? 5? 7? 8?=XX 9?
    PRV*PE  S1  Rendering provider specialty | 1 2=PXC 3
    REF*0B|1G|G2|LU S4 Secondary identification | 1 2
  @2310C S1 Service facility
    NM1*77  R1  Service facility name | 1 2=2 3 8?=XX 9?
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
    REF*0B|G2|LU S3 Secondary identification | 1 2
    PER*IC  S1  Contact | 1 2? 3=TE 4 5?=EX 6?
  @2310D S1 Supervising provider
    NM1*DQ  R1  Supervising provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    REF*0B|1G|G2|LU S4 Secondary identification | 1 2
  @2310E S1 Ambulance pick-up
    NM1*PW  R1  Ambulance pick-up | 1 2=2
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
  @2310F S1 Ambulance drop-off
    NM1*45  R1  Ambulance drop-off | 1 2=2 3?
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
  @2320 S10 Other subscriber
    SBR     R1  Other subscriber information | 1=A,B,C,D,E,F,G,H,P,S,T,U 2=01,18,19,20,21,39,40,53,G8 3? 4? 5?=12,13,14,15,16,41,42,43,47 9?=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
    CAS     S5  Claim adjustments | 1=CO,CR,OA,PI,PR 2 3:money 4? 5? 6?:money 7? 8? 9?:money 10? 11? 12?:money 13? 14? 15?:money 16? 17? 18?:money 19?
    AMT*D   S1  Other payer paid | 1 2:money
    AMT*A8  S1  Not covered | 1 2:money
    AMT*EAF S1  Remaining patient liability | 1 2:money
    OI      R1  Other coverage | 3=N,W,Y 4?=P 6=I,Y
    MOA     S1  Outpatient adjudication | 1? 2?:money 3? 4? 5? 6? 7? 8?:money 9?:money
    @2330A R1 Other subscriber
      NM1*IL R1 Other subscriber name | 1 2=1,2 3 4? 5? 7? 8=II,MI 9
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      REF*SY S1 Secondary identification | 1 2
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
    @2330C S2 Other payer's referring provider
      NM1*DN|P3 R1 Referring provider | 1 2=1
      REF*0B|1G|G2 R3 Secondary identification | 1 2
    @2330D S1 Other payer's rendering provider
      NM1*82 R1 Rendering provider | 1 2=1,2
      REF*0B|1G|G2|LU R3 Secondary identification | 1 2
    @2330E S1 Other payer's service facility
      NM1*77 R1 Service facility | 1 2=2
      REF*0B|G2|LU R3 Secondary identification | 1 2
    @2330F S1 Other payer's supervising provider
      NM1*DQ R1 Supervising provider | 1 2=1
      REF*0B|1G|G2|LU R3 Secondary identification | 1 2
    @2330G S1 Other payer's billing provider
      NM1*85 R1 Billing provider | 1 2=1,2
      REF*G2|LU R2 Secondary identification | 1 2
  @2400 R50 line Service line
    LX      R1  Line number | 1
    SV1     R1  Professional service | 1(1=ER,HC,IV,WK 2 3? 4? 5? 6? 7?) 2:money 3=MJ,UN 4 5? 7(1 2? 3? 4?) 9?=Y 11?=Y 12?=Y 15?=0
    SV5     S1  Durable medical equipment | 1(1=HC 2) 2=DA 3 4:money 5:money 6=1,4,6
    PWK     S11 Paperwork | 1=03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP 2=AA,AB,AD,AF,AG,BM,EL,EM,FT,FX,NS 5?=AC 6?
    CR1     S1  Ambulance transport | 1?=LB 2? 4=A,B,C,D,E 5=DH 6 9? 10?
    CR3     S1  Durable medical equipment certification | 1=I,R,S 2=MO 3
    CRC*07  S3  Ambulance certification | 1 2=N,Y 3=01,04,05,06,07,08,09,12 4?=01,04,05,06,07,08,09,12 5?=01,04,05,06,07,08,09,12 6?=01,04,05,06,07,08,09,12 7?=01,04,05,06,07,08,09,12
    CRC*70  S1  Hospice employee | 1 2=N,Y 3=65
    CRC*09  S1  Equipment condition | 1 2=N,Y 3=38,ZV 4?=38,ZV
    DTP*472 R1  Date of service | 1 2=D8,RD8 3
    DTP*471 S1  Prescription | 1 2=D8 3
    DTP*607 S1  Certification revision | 1 2=D8 3
    DTP*463 S1  Begin therapy | 1 2=D8 3
    DTP*461 S1  Last certification | 1 2=D8 3
    DTP*304 S1  Last seen | 1 2=D8 3
    DTP*738|739 S2 Test | 1 2=D8 3
    DTP*011 S1  Shipped | 1 2=D8 3
    DTP*455 S1  Last X-ray | 1 2=D8 3
    DTP*454 S1  Initial treatment | 1 2=D8 3
    QTY*PT  S1  Ambulance patient count | 1 2
    QTY*FL  S1  Obstetric anesthesia units | 1 2
    MEA     S5  Test result | 1=OG,TR 2=HT,R1,R2,R3,R4 3
    CN1     S1  Contract | 1=01,02,03,04,05,06,09 2?:money 3? 4? 5? 6?
    REF*9B  S1  Repriced line number | 1 2
    REF*9D  S1  Adjusted repriced line number | 1 2
    REF*G1  S5  Prior authorization | 1 2 4?(1=2U 2)
    REF*6R  S1  Line control number | 1 2
    REF*EW  S1  Mammography certification | 1 2
    REF*X4  S1  CLIA number | 1 2
    REF*F4  S1  Referring CLIA number | 1 2
    REF*BT  S1  Immunization batch | 1 2
    REF*9F  S5  Referral number | 1 2 4?(1=2U 2)
    AMT*T   S1  Sales tax | 1 2:money
    AMT*F4  S1  Postage | 1 2:money
    K3      S10 File information | 1
    NTE*ADD|DCP S1 Line note | 1 2
    NTE*TPO S1  Third party note | 1 2
    PS1     S1  Purchased service | 1 2:money
    HCP     S1  Repricing | 1=00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 2:money 3?:money 4? 5? 6? 7?:money 9?=ER,HC,IV,WK 10? 11?=MJ,UN 12? 13?=T1,T2,T3,T4,T5,T6 14?=1,2,3,4,5 15?=1,2,3,4,5,6
    @2410 S1 Drug
      LIN   R1  Drug | 2=EN,EO,HI,N4,ON,UK,UP 3
      CTP   R1  Drug quantity | 4 5(1=F2,GR,ME,ML,UN)
      REF*VY|XZ S1 Prescription | 1 2
    @2420A S1 Rendering provider
      NM1*82 R1 Rendering provider name | 1 2=1,2 3 4? 5? 7? 8?=XX 9?
      PRV*PE S1 Rendering provider specialty | 1 2=PXC 3
      REF*0B|1G|G2|LU S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420B S1 Purchased service provider
      NM1*QB R1 Purchased service provider | 1 2=1,2 8?=XX 9?
      REF*0B|1G|G2 S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420C S1 Service facility
      NM1*77 R1 Service facility name | 1 2=2 3 8?=XX 9?
      N3    R1  Street address | 1 2?
      N4    R1  City, state, ZIP | 1 2? 3? 4? 7?
      REF*G2|LU S3 Secondary identification | 1 2 4?(1=2U 2)
    @2420D S1 Supervising provider
      NM1*DQ R1 Supervising provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      REF*0B|1G|G2|LU S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420E S1 Ordering provider
      NM1*DK R1 Ordering provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      REF*0B|1G|G2 S20 Secondary identification | 1 2 4?(1=2U 2)
      PER*IC S1 Contact | 1 2? 3=EM,FX,TE 4 5?=EM,EX,FX,TE 6? 7?=EM,EX,FX,TE 8?
    @2420F S2 Referring provider
      NM1*DN|P3 R1 Referring provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      REF*0B|1G|G2 S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420G S1 Ambulance pick-up
      NM1*PW R1 Ambulance pick-up | 1 2=2
      N3    R1  Street address | 1 2?
      N4    R1  City, state, ZIP | 1 2? 3? 4? 7?
    @2420H S1 Ambulance drop-off
      NM1*45 R1 Ambulance drop-off | 1 2=2 3?
      N3    R1  Street address | 1 2?
      N4    R1  City, state, ZIP | 1 2? 3? 4? 7?
    @2430 S15 Other payer's line decision
      SVD   R1  Line adjudication | 1 2:money 3(1=ER,HC,HP,IV,WK 2 3? 4? 5? 6? 7?) 5 6?
      CAS   S5  Line adjustments | 1=CO,CR,OA,PI,PR 2 3:money 4? 5? 6?:money 7? 8? 9?:money 10? 11? 12?:money 13? 14? 15?:money 16? 17? 18?:money 19?
      DTP*573 R1 Line paid | 1 2=D8 3
      AMT*EAF S1 Remaining patient liability | 1 2:money
    @2440 S> Form
      LQ    R1  Form | 1=AS,UT 2
      FRM   R99 Form answers | 1 2?=N,W,Y 3? 4? 5?
"""
