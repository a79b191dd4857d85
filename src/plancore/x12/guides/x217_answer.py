"""Health care services review, answer (278R): 005010X217. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X217 | set 278 | group HI | Health care services review: answer | 278R
ST*278      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0007 2=11 3 4 5 6?=18,19,AT,RU
@2000A R1 Utilization management organization
  HL*20 R1 The organization that decides | 1 3 4=0,1
  AAA S9 Rejected: the transaction | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
  @2010A R1 Organization
    NM1*X3 R1 Organization name | 1 2=1,2 3? 4? 5? 7? 8=24,34,46,PI,XV,XX 9
    PER*IC S1 Contact | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
    AAA S9 Rejected: the organization | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
  @2000B S1 Requester
    HL*21 R1 Who asks | 1 2 3 4=0,1
    @2010B R1 Requester
      NM1*1P|FA R1 Requester name | 1 2=1,2 3? 4? 5? 7? 8=24,34,46,XX 9
      REF*1G|1J|CT|EI|N5|N7|SY|ZH S8 Other number of the requester | 1 2 3?
      AAA S9 Rejected: the requester | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
      PRV S1 Specialty | 1=AD,AS,AT,CO,CV,OP,OR,OT,PC,PE,RF 2?=PXC 3?
    @2000C S1 Subscriber
      HL*22 R1 Subscriber | 1 2 3 4=0,1
      TRN*1|2 S3 Trace number | 1 2 3 4?
      AAA S9 Rejected: the subscriber | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
      @2010C R1 Subscriber
        NM1*IL R1 Subscriber name | 1 2=1 3? 4? 5? 6? 7? 8=II,MI 9
        REF*1L|1W|6P|EJ|F6|HJ|IG|N6|NQ|SY S9 Other number of the subscriber | 1 2
        N3 S1 Street address | 1 2?
        N4 S1 City, state, ZIP | 1? 2? 3? 4? 7?
        AAA S9 Rejected: who the subscriber is | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
        DMG S1 Birth date and gender | 1=D8 2 3?=F,M,U
        INS S1 Military status | 1=Y 2=18 8?=AO,AU,DI,PV,RU
      %2000E
      @2000D S1 Dependent
        HL*23 R1 Dependent | 1 2 3 4=0,1
        TRN*1|2 S3 Trace number | 1 2 3 4?
        AAA S9 Rejected: the dependent | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
        @2010D R1 Dependent
          NM1*QC R1 Dependent name | 1 2=1 3? 4? 5? 6? 7?
          REF*1L|1W|6P|EJ|N6|SY S3 Other number of the dependent | 1 2
          N3 S1 Street address | 1 2?
          N4 S1 City, state, ZIP | 1? 2? 3? 4? 7?
          AAA S9 Rejected: who the dependent is | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
          DMG S1 Birth date and gender | 1=D8 2 3?=F,M,U
          INS S1 Relationship to the subscriber | 1=N 2=01,04,05,07,09,10,15,17,19,20,21,22,23,24,29,32,33,34,36,39,40,41,43,53,G8 17?
        %2000E
SE          R1  Transaction set trailer | 1 2

define 2000E
@2000E S1 unit Patient event
  HL*EV R1 Patient event | 1 2 3 4=0,1
  TRN*1|2 S3 Trace number | 1 2 3 4?
  AAA S9 Rejected: the event | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
  UM S1 What is asked for | 1=AR,HS,IN,SC 2=1,2,3,4,I,N,R,S 3? 4?(1 2=A,B) 5?(1=AA,AP,EM 2?=AA,AP,EM 3?=AA,AP,EM 4? 5?) 6?=03,E,U 7? 8? 9?=A,B,I,M,N,O,Y 10?
  HCR S1 Decision | 1=A1,A2,A3,A4,A6,C,CT,NA 2? 3? 4?=N,Y
  REF*BB S1 Number of the review before | 1 2
  REF*NT S1 Administrative reference number | 1 2
  DTP*439 S1 Accident | 1 2=D8 3
  DTP*484 S1 Last menstrual period | 1 2=D8 3
  DTP*ABC S1 Expected day of birth | 1 2=D8 3
  DTP*431 S1 Onset | 1 2=D8 3
  DTP*AAH S1 Day or days of the event | 1 2=D8,RD8 3
  DTP*435 S1 Admission | 1 2=D8,RD8 3
  DTP*096 S1 Discharge | 1 2=D8 3
  DTP*102 S1 Day the decision was made | 1 2=D8 3
  DTP*036 S1 Last day of the certification | 1 2=D8 3
  DTP*007 S1 Certified from, or from and to | 1 2=D8,RD8 3
  HI S1 Diagnoses | 1(1=ABF,ABJ,ABK,APR,BF,BJ,BK,DR,LOI,PR 2 3?=D8 4?:day) 2-12?(1=ABF,ABJ,ABK,APR,BF,BJ,BK,DR,LOI,PR 2 3?=D8 4?:day)
  HSD S1 Visits or days, and how often | 1?=DY,FL,HS,MN,VS 2? 3?=DA,MO,WK 4? 5?=6,7,21,26,27,29,34,35 6? 7? 8?
  CRC*07 S3 Ambulance | 1 2=N,Y 3 4? 5? 6? 7?
  CRC*08 S3 Chiropractic care | 1 2=N,Y 3 4? 5? 6? 7?
  CRC*09 S3 Durable equipment | 1 2=N,Y 3 4? 5? 6? 7?
  CRC*11 S3 Oxygen | 1 2=N,Y 3 4? 5? 6? 7?
  CRC*75 S3 What the patient can't do | 1 2=N,Y 3 4? 5? 6? 7?
  CRC*76 S3 What the patient may do | 1 2=N,Y 3 4? 5? 6? 7?
  CRC*77 S3 State of mind | 1 2=N,Y 3 4? 5? 6? 7?
  CL1 S1 Stay: kind, source, state | 1? 2? 3? 4?
  CR1 S1 Ambulance trip | 1?=KG,LB 2? 3=I,R,T,X 4? 5?=DH,DK 6? 7? 8? 9? 10?
  CR2 S1 Chiropractic treatment | 1? 2? 3? 4? 5?=DA,MO,WK,YR 6? 7? 8? 9? 10? 11? 12?
  CR5 S1 Oxygen at home | 1? 2? 3? 4? 5? 6? 7? 8? 9? 10? 11? 12? 13? 14? 15? 16? 17? 18?
  CR6 S1 Care at home | 1 2 3?=RD8 4?:days 5? 6? 7=N,U,Y 8=1,2,3,4,I,N,R,S 9? 10? 11? 12? 13? 14? 15?=RD8 16?:days 17? 18? 19? 20? 21?
  PWK S10 Attachment announced | 1 2=AA,BM,EL,EM,FT,FX,VO 5?=AC 6? 7?
  MSG S1 Message | 1
  @2010EA S14 Provider of the event
    NM1*71|72|73|77|AAJ|DD|DK|DN|FA|G3|P3|QB|QV|SJ R1 Provider of the event name | 1 2=1,2 3? 4? 5? 6? 7? 8?=24,34,46,XX 9?
    REF*0B|1G|1J|EI|N5|N7|SY|ZH S8 Other number of the provider | 1 2 3?
    N3 S1 Street address | 1 2?
    N4 S1 City, state, ZIP | 1? 2? 3? 4? 7?
    PER*IC S1 Contact | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
    AAA S9 Rejected: the provider | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
    PRV S1 Specialty | 1=AD,AS,AT,CO,CV,OP,OR,OT,PC,PE,RF 2?=PXC 3?
  @2010EB S1 Where to send more about the event
    NM1*1P|2B|ABG|L5|PR|X3 R1 Contact name | 1 2=1,2 3? 4? 5? 7? 8?=24,34,46,PI,XV,XX 9?
    N3 S1 Street address | 1 2?
    N4 S1 City, state, ZIP | 1? 2? 3? 4? 7?
    PER*IC S3 Contact | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
  @2010EC S5 Transport
    NM1*45|FS|ND|PW|R3 R1 Stop of the trip | 1 2?=2 3?
    N3 R1 Street address | 1 2?
    N4 R1 City, state, ZIP | 1? 2? 3? 4? 7?
    AAA S9 Rejected: the place | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
  @2010ED S3 Other organization that decided
    NM1*00|CA R1 Name | 1 2=2 3? 8?=24,46,PI,XV 9?
    REF*ZZ S3 Why it denied | 1 2
    DTP*598 S1 Day it denied | 1 2=D8 3
  @2000F S> line Service
    HL*SS R1 Service | 1 2 3 4=0
    TRN*1|2 S3 Trace number | 1 2 3 4?
    AAA S9 Rejected: the service | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
    UM S1 What is asked for | 1=HS,SC 2?=1,2,3,4,I,N,R,S 3? 4?(1 2=A,B)
    HCR S1 Decision | 1=A1,A2,A3,A4,A6,C,CT,NA 2? 3? 4?=N,Y
    REF*BB S1 Number of the review before | 1 2
    REF*NT S1 Administrative reference number | 1 2
    DTP*472 S1 Day or days of the service | 1 2=D8,RD8 3
    DTP*102 S1 Day the decision was made | 1 2=D8 3
    DTP*036 S1 Last day of the certification | 1 2=D8 3
    DTP*007 S1 Certified from, or from and to | 1 2=D8,RD8 3
    HI S1 More information asked for | 1(1=LOI 2) 2-12?(1=LOI 2)
    SV1 S1 Professional service | 1(1=HC,IV,N4,WK,ZZ 2 3? 4? 5? 6? 7? 8?) 2?:money 3?=F2,MJ,UN 4? 7?(1 2? 3? 4?) 11?=N,U,Y 20?
    SV2 S1 Institutional service | 1? 2?(1=HC,ID,IV,N4,WK,ZBR,ZZ 2 3? 4? 5? 6? 7? 8?) 3?:money 4?=DA,F2,UN 5? 6? 9? 10?
    SV3 S1 Dental service | 1(1=AD 2 3? 4? 5? 6? 7? 8?) 2?:money 4?(1 2? 3? 4? 5?) 5?=I,R 6? 7?
    TOO*JP S32 Tooth | 1 2 3?(1=B,D,F,I,L,M,O 2?=B,D,F,I,L,M,O 3?=B,D,F,I,L,M,O 4?=B,D,F,I,L,M,O 5?=B,D,F,I,L,M,O)
    HSD S1 Visits or days, and how often | 1?=DY,FL,HS,MN,VS 2? 3?=DA,MO,WK 4? 5?=6,7,21,26,27,29,34,35 6? 7? 8?
    PWK S10 Attachment announced | 1 2=AA,BM,EL,EM,FT,FX,VO 5?=AC 6? 7?
    MSG S1 Message | 1
    @2010FA S12 Provider of the service
      NM1*1T|72|73|77|DD|DK|DQ|FA|G3|P3|QB|QV|SJ R1 Provider of the service name | 1 2=1,2 3? 4? 5? 6? 7? 8?=24,34,46,XX 9?
      REF*0B|1G|1J|EI|N5|N7|SY|ZH S8 Other number of the provider | 1 2 3?
      N3 S1 Street address | 1 2?
      N4 S1 City, state, ZIP | 1? 2? 3? 4? 7?
      PER*IC S1 Contact | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
      AAA S9 Rejected: the provider | 1=N,Y 3 4?=C,N,P,R,S,W,X,Y
      PRV S1 Specialty | 1=AD,AS,AT,CO,CV,OP,OR,OT,PC,PE,RF 2?=PXC 3?
    @2010FB S1 Where to send more about the service
      NM1*1P|2B|ABG|L5|PR|X3 R1 Contact name | 1 2=1,2 3? 4? 5? 7? 8?=24,34,46,PI,XV,XX 9?
      N3 S1 Street address | 1 2?
      N4 S1 City, state, ZIP | 1? 2? 3? 4? 7?
      PER*IC S3 Contact | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
"""
