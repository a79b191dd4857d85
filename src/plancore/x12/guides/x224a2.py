"""Health care claim, dental (837D): 005010X224A2, and A3 which differs in code lists alone. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X224A2 005010X224A3 005010X224A1 005010X224 | set 837 | group HC | Health care claim: dental | 837D
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
      REF*G2|LU S2 Billing provider's number with the payer | 1 2
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
  CLM       R1  Claim | 1 2:money 5(1 2=B 3) 6=N,Y 7=A,C 8=N,W,Y 9=I,Y 11?(1=AA,EM,OA 2?=AA,EM,OA 3?=AA,EM,OA 4? 5?) 12?=01,02,03,05 19?=PB 20?=1,2,3,4,5,6,7,8,9,10,11,15
  DTP*439   S1  Accident | 1 2=D8 3
  DTP*452   S1  Appliance placement | 1 2=D8 3
  DTP*472   S1  Date of service | 1 2=D8,RD8 3
  DTP*050   S1  Repricer received | 1 2=D8 3
  DN1       S1  Orthodontic months of treatment | 1? 2? 4?
  DN2       S35 Tooth status | 1 2=E,M 6=JP
  PWK       S10 Paperwork | 1=B4,DA,DG,EB,OZ,P6,RB,RR 2=AA,BM,EL,EM,FT,FX 5?=AC 6?
  CN1       S1  Contract | 1=01,02,03,04,05,06,09 2?:money 3? 4? 5? 6?
  AMT*F5    S1  Patient paid | 1 2:money
  REF*G3    S1  Predetermination | 1 2
  REF*4N    S1  Service authorization exception | 1 2=1,2,3,4,5,6,7
  REF*F8    S1  Payer's control number of the earlier claim | 1 2
  REF*9F    S1  Referral number | 1 2
  REF*G1    S1  Prior authorization | 1 2
  REF*9A    S1  Repriced claim number | 1 2
  REF*9C    S1  Adjusted repriced claim number | 1 2
  REF*D9    S1  Clearinghouse's claim number | 1 2
  K3        S10 File information | 1
  NTE*ADD   S5  Claim note | 1 2
  HI*ABK|BK|TQ S1 Diagnoses | 1(1=ABK,BK,TQ 2) 2-4?(1=ABF,BF,TQ 2)
  HCP       S1  Repricing | 1=00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 2:money 3?:money 4? 5? 7?:money 13?=T1,T2,T3,T4,T5,T6 14?=1,2,3,4,5 15?=1,2,3,4,5,6
  @2310A S2 Referring provider
    NM1*DN|P3 R1 Referring provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    PRV*RF  S1  Referring provider specialty | 1 2=PXC 3
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
  @2310D S1 Assistant surgeon
    NM1*DD  R1  Assistant surgeon name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    PRV*AS  S1  Assistant surgeon specialty | 1 2=PXC 3
    REF*0B|1G|G2|LU S4 Secondary identification | 1 2
  @2310E S1 Supervising provider
    NM1*DQ  R1  Supervising provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
    REF*0B|1G|G2|LU S4 Secondary identification | 1 2
  @2320 S10 Other subscriber
    SBR     R1  Other subscriber information | 1=A,B,C,D,E,F,G,H,P,S,T,U 2=01,18,19,20,21,39,40,53,G8 3? 4? 9?=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
    CAS     S5  Claim adjustments | 1=CO,CR,OA,PI,PR 2 3:money 4? 5? 6?:money 7? 8? 9?:money 10? 11? 12?:money 13? 14? 15?:money 16? 17? 18?:money 19?
    AMT*D   S1  Other payer paid | 1 2:money
    AMT*EAF S1  Remaining patient liability | 1 2:money
    AMT*A8  S1  Not covered | 1 2:money
    OI      R1  Other coverage | 3=N,W,Y 6=I,Y
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
      REF*G3 S1 Predetermination | 1 2
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
    @2330E S1 Other payer's supervising provider
      NM1*DQ R1 Supervising provider | 1 2=1
      REF*0B|1G|G2|LU R3 Secondary identification | 1 2
    @2330F S1 Other payer's billing provider
      NM1*85 R1 Billing provider | 1 2=1,2
      REF*G2|LU R2 Secondary identification | 1 2
    @2330G S1 Other payer's service facility
      NM1*77 R1 Service facility | 1 2=2
      REF*0B|G2|LU R3 Secondary identification | 1 2
    @2330H S1 Other payer's assistant surgeon
      NM1*DD R1 Assistant surgeon | 1 2=1
      REF*0B|1G|G2|LU R3 Secondary identification | 1 2
  @2400 R50 line Service line
    LX      R1  Line number | 1
    SV3     R1  Dental service | 1(1=AD 2 3? 4? 5? 6? 7?) 2:money 3? 4?(1 2? 3? 4? 5?) 5?=I,R 6? 11?(1 2? 3? 4?)
    TOO*JP  S32 Tooth and surfaces | 1 2? 3?(1=B,D,F,I,L,M,O 2?=B,D,F,I,L,M,O 3?=B,D,F,I,L,M,O 4?=B,D,F,I,L,M,O 5?=B,D,F,I,L,M,O)
    DTP*472 S1  Date of service | 1 2=D8,RD8 3
    DTP*139|441 S1 Prior placement | 1 2=D8 3
    DTP*452 S1  Appliance placement | 1 2=D8 3
    DTP*446 S1  Replacement | 1 2=D8 3
    DTP*196 S1  Treatment start | 1 2=D8 3
    DTP*198 S1  Treatment completion | 1 2=D8 3
    CN1     S1  Contract | 1=01,02,03,04,05,06,09 2?:money 3? 4? 5? 6?
    REF*G3  S5  Predetermination | 1 2 4?(1=2U 2)
    REF*G1  S5  Prior authorization | 1 2 4?(1=2U 2)
    REF*6R  S1  Line control number | 1 2
    REF*9B  S1  Repriced line number | 1 2
    REF*9D  S1  Adjusted repriced line number | 1 2
    REF*9F  S5  Referral number | 1 2 4?(1=2U 2)
    AMT*T   S1  Sales tax | 1 2:money
    K3      S10 File information | 1
    HCP     S1  Repricing | 1=00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 2:money 3?:money 4? 5? 7?:money 9?=AD,ER 10? 11?=UN 12? 13?=T1,T2,T3,T4,T5,T6 14?=1,2,3,4,5 15?=1,2,3,4,5,6
    @2420A S1 Rendering provider
      NM1*82 R1 Rendering provider name | 1 2=1,2 3 4? 5? 7? 8?=XX 9?
      PRV*PE S1 Rendering provider specialty | 1 2=PXC 3
      REF*0B|1G|G2|LU S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420B S1 Assistant surgeon
      NM1*DD R1 Assistant surgeon name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      PRV*AS S1 Assistant surgeon specialty | 1 2=PXC 3
      REF*0B|1G|G2|LU S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420C S1 Supervising provider
      NM1*DQ R1 Supervising provider name | 1 2=1 3 4? 5? 7? 8?=XX 9?
      REF*0B|1G|G2|LU S20 Secondary identification | 1 2 4?(1=2U 2)
    @2420D S1 Service facility
      NM1*77 R1 Service facility name | 1 2=2 3 8?=XX 9?
      N3    R1  Street address | 1 2?
      N4    R1  City, state, ZIP | 1 2? 3? 4? 7?
      REF*0B|G2|LU S3 Secondary identification | 1 2 4?(1=2U 2)
    @2430 S15 Other payer's line decision
      SVD   R1  Line adjudication | 1 2:money 3(1=AD,ER 2 3? 4? 5? 6? 7?) 5 6?
      CAS   S5  Line adjustments | 1=CO,CR,OA,PI,PR 2 3:money 4? 5? 6?:money 7? 8? 9?:money 10? 11? 12?:money 13? 14? 15?:money 16? 17? 18?:money 19?
      DTP*573 R1 Line paid | 1 2=D8 3
      AMT*EAF S1 Remaining patient liability | 1 2:money
"""
