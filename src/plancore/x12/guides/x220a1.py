"""Benefit enrolment and maintenance (834): 005010X220A1. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X220A1 005010X220 | set 834 | group BE | Benefit enrolment and maintenance | 834
ST*834      R1  Transaction set header | 1 2 3
BGN         R1  Beginning | 1=00,15,22 2 3 4 5? 6? 8=2,4,RX
REF*38      S1  Master policy number | 1 2
DTP*007|090|091|303|382|388 S> File effective dates | 1 2=D8 3
QTY*DT|ET|TO S3 Control totals | 1 2
@1000A R1 Plan sponsor
  N1*P5     R1  Plan sponsor name | 1 2? 3=24,94,FI 4
@1000B R1 Payer
  N1*IN     R1  Payer name | 1 2? 3=94,FI,XV 4
@1000C S2 unit Broker or administrator
  N1*BO|TV  R1  Broker or administrator name | 1 2 3=94,FI,XV 4
  @1100C S1 Account
    ACT     R1  Account | 1 6?
@2000 R> unit Member level
  INS       R1  Member level detail | 1=N,Y 2=01,03,04,05,06,07,08,09,10,11,12,13,14,15,16,17,18,19,23,24,25,26,31,33,38,48,49,53,60,D2,G8,G9 3=001,021,024,025,030 4?=01,02,03,04,05,06,07,08,09,10,11,14,15,16,17,18,20,21,22,25,26,27,28,29,31,32,33,37,38,39,40,41,43,59,AA,AB,AC,AD,AE,AF,AG,AH,AI,AJ,AL,EC,XN,XT 5=A,C,S,T 6?(1=A,B,C,D,E 2?=0,1,2) 7?=1,2,3,4,5,6,7,8,9,10,ZZ 8?=AC,AO,AU,FT,L1,PT,RT,TE 9?=F,N,P 10?=N,Y 11?=D8 12? 13?=R,U 17?
  REF*0F    R1  Subscriber number | 1 2
  REF*1L    S1  Group or policy number | 1 2
  REF*17|23|3H|4A|6O|ABB|D3|DX|F6|P5|Q4|QQ|ZZ S13 Member supplemental identification | 1 2
  DTP*050|056|286|296|297|300|301|303|336|337|338|339|340|341|350|351|356|357|383|385|386|393|394|473|474 S24 Member level dates | 1 2=D8 3
  @2100A R1 Member
    NM1*IL|74 R1 Member name | 1 2=1 3 4? 5? 6? 7? 8?=34,ZZ 9?
    PER*IP  S1  Member communication | 1 3=AP,BN,CP,EM,EX,FX,HP,TE,WP 4 5?=AP,BN,CP,EM,EX,FX,HP,TE,WP 6? 7?=AP,BN,CP,EM,EX,FX,HP,TE,WP 8?
    N3      S1  Street address | 1 2?
    N4      S1  City, state, ZIP | 1 2? 3? 4? 5?=60,CY 6? 7?
    DMG     S1  Birth date and gender | 1=D8 2 3=F,M,U 4?=B,D,I,M,R,S,U,W,X 5?(1? 2?=RET 3?) 6?=1,2,3,4,5,6,7,8,9 10?=REC 11?
    EC      S>  Employment class | 1=01,02,03,04,05,06,07,08,09,10,11,12,17,18,19,20,21,22,23 2?=01,02,03,04,05,06,07,08,09,10,11,12,17,18,19,20,21,22,23 3?=01,02,03,04,05,06,07,08,09,10,11,12,17,18,19,20,21,22,23
    ICM     S1  Income | 1=1,2,3,4,6,7,8,9,B,C,H,Q,S,U 2:money 3? 4? 5?
    AMT*B9|C1|D2|EBA|FK|P3|R S7 Policy amounts | 1 2:money
    HLH     S1  Health | 1=N,S,T,U,X 2? 3? 4?
    LUI     S>  Language | 1?=LD,LE 2? 3? 4?=5,6,7,8
  @2100B S1 Incorrect member name
    NM1*70  R1  Incorrect name | 1 2=1 3 4? 5? 6? 7? 8?=34,ZZ 9?
    DMG     S1  Incorrect birth date and gender | 1?=D8 2? 3?=F,M,U 4?=B,D,I,M,R,S,U,W,X 5?(1? 2?=RET 3?) 6?=1,2,3,4,5,6,7,8,9 10?=REC 11?
  @2100C S1 Mailing address
    NM1*31  R1  Mailing address | 1 2=1
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
  @2100D S3 Employer
    NM1*36  R1  Employer name | 1 2=1,2 3? 4? 5? 6? 7? 8?=24,34,ZZ 9?
    PER*EP  S1  Employer communication | 1 2? 3=AP,BN,CP,EM,EX,FX,HP,TE,WP 4 5?=AP,BN,CP,EM,EX,FX,HP,TE,WP 6? 7?=AP,BN,CP,EM,EX,FX,HP,TE,WP 8?
    N3      S1  Street address | 1 2?
    N4      S1  City, state, ZIP | 1 2? 3? 4? 7?
  @2100E S3 School
    NM1*M8  R1  School name | 1 2=2 3
    PER*SK  S1  School communication | 1 2? 3=AP,BN,CP,EM,EX,FX,HP,TE,WP 4 5?=AP,BN,CP,EM,EX,FX,HP,TE,WP 6? 7?=AP,BN,CP,EM,EX,FX,HP,TE,WP 8?
    N3      S1  Street address | 1 2?
    N4      S1  City, state, ZIP | 1 2? 3? 4? 7?
  @2100F S1 Custodial parent
    NM1*S3  R1  Custodial parent name | 1 2=1 3 4? 5? 6? 7? 8?=34,ZZ 9?
    PER*PQ  S1  Custodial parent communication | 1 3=AP,BN,CP,EM,EX,FX,HP,TE,WP 4 5?=AP,BN,CP,EM,EX,FX,HP,TE,WP 6? 7?=AP,BN,CP,EM,EX,FX,HP,TE,WP 8?
    N3      S1  Street address | 1 2?
    N4      S1  City, state, ZIP | 1 2? 3? 4? 7?
  @2100G S13 Responsible person
    NM1*6Y|9K|E1|EI|EXS|GB|GD|J6|LR|QD|S1|TZ|X4 R1 Responsible person name | 1 2=1 3 4? 5? 6? 7? 8?=34,ZZ 9?
    PER*RP  S1  Responsible person communication | 1 3=AP,BN,CP,EM,EX,FX,HP,TE,WP 4 5?=AP,BN,CP,EM,EX,FX,HP,TE,WP 6? 7?=AP,BN,CP,EM,EX,FX,HP,TE,WP 8?
    N3      S1  Street address | 1 2?
    N4      S1  City, state, ZIP | 1 2? 3? 4? 7?
  @2100H S1 Drop-off location
    NM1*45  R1  Drop-off location | 1 2=1 3? 4? 5? 6? 7?
    N3      R1  Street address | 1 2?
    N4      R1  City, state, ZIP | 1 2? 3? 4? 7?
  @2200 S> Disability
    DSB     R1  Disability | 1=1,2,3,4 7?=DX,ZZ 8?
    DTP*360|361 S10 Disability dates | 1 2=D8 3
  @2300 S99 Health coverage
    HD      R1  Health coverage | 1=001,002,021,024,025,026,030,032 3=AG,AH,AJ,AK,DCP,DEN,EPO,FAC,HE,HLT,HMO,LTC,LTD,MM,MOD,PDG,POS,PPO,PRA,STD,UR,VIS 4? 5?=CHD,DEP,E1D,E2D,E3D,E5D,E6D,E7D,E8D,E9D,ECH,EMP,ESP,FAM,IND,SPC,SPO,TWO 9?=N,Y
    DTP*348|300|303|343|349|543|695 R6 Coverage dates | 1 2=D8,RD8 3
    AMT*B9|C1|D2|EBA|FK|P3|R S9 Coverage amounts | 1 2:money
    REF*17|1L|9V|CE|E8|M7|PID|RB|X9|XM|XX1|XX2|ZX|ZZ S14 Coverage policy number | 1 2
    REF*QQ  S1  Prior coverage months | 1 2
    IDC     S3  Identification card | 1 2=D,H,P 3? 4?=1,2,RX
    @2310 S30 Provider
      LX    R1  Provider number | 1
      NM1*1X|3D|80|FA|OD|P3|QA|QN|Y2 R1 Provider name | 1 2=1,2 3? 4? 5? 6? 7? 8?=34,FI,SV,XX 9? 10=25,26,72
      N3    S2  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      PER*IC S2 Provider communication | 1 3=AP,BN,CP,EM,EX,FX,HP,TE,WP 4 5?=AP,BN,CP,EM,EX,FX,HP,TE,WP 6? 7?=AP,BN,CP,EM,EX,FX,HP,TE,WP 8?
      PLA   S1  Provider change | 1=2 2=1P 3 5=14,22,46,AA,AB,AC,AD,AE,AF,AG,AH,AI,AJ
    @2320 S5 Coordination of benefits
      COB   R1  Coordination of benefits | 1=P,S,T,U 2? 3=1,5,6 4?=1,35,48,50,54,89,90,A4,AG,AL,BB
      REF*60|6P|SY|ZZ S4 Additional identification | 1 2
      DTP*344|345 S2 Coordination dates | 1 2=D8 3
      @2330 S3 Related entity
        NM1*36|GW|IN R1 Related entity name | 1 2=2 3? 8?=FI,NI,XV 9?
        N3  S1  Street address | 1 2?
        N4  S1  City, state, ZIP | 1 2? 3? 4? 7?
        PER*CN S1 Contact | 1 3=TE 4
  LS        S1  Reporting categories begin | 1=2700
  @2700 S> Reporting category
    LX      R1  Category number | 1
    @2750 S1 Category
      N1*75 R1  Category name | 1 2
      REF*00|17|18|19|26|3L|6M|9V|9X|GE|LU|PID|XX1|XX2|YY|ZZ S1 Category reference | 1 2
      DTP*007 S1 Category date | 1 2=D8,RD8 3
  LE        S1  Reporting categories end | 1=2700
SE          R1  Transaction set trailer | 1 2
"""
