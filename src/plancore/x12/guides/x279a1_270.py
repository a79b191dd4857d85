"""Eligibility inquiry (270): 005010X279A1. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X279A1 005010X279 | set 270 | group HS | Eligibility, coverage or benefit inquiry | 270
ST*270      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0022 2=01,13,36 3? 4 5 6?=RT,RU
@2000A R> Information source level
  HL*20     R1  Information source | 1 3 4=0,1
  @2100A R1 Information source
    NM1*2B|36|GP|P5|PR R1 Information source name | 1 2=1,2 3? 4? 5? 7? 8=24,46,FI,NI,PI,XV,XX 9
  @2000B R> Information receiver level
    HL*21   R1  Information receiver | 1 2 3 4=0,1
    @2100B R1 Information receiver
      NM1*1P|2B|36|80|FA|GP|P5|PR R1 Information receiver name | 1 2=1,2 3? 4? 5? 7? 8=24,34,FI,PI,PP,SV,XV,XX 9
      REF*0B|1C|1D|1J|4A|CT|EL|EO|HPI|JD|N5|N7|Q4|SY|TJ S9 Additional identification | 1 2 3?
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      PRV   S1  Specialty | 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2?=PXC 3?
    @2000C R> Subscriber level
      HL*22 R1  Subscriber | 1 2 3 4=0,1
      TRN   S2  Trace number | 1=1 2 3 4?
      @2100C R1 unit Subscriber
        NM1*IL R1 Subscriber name | 1 2=1,2 3? 4? 5? 7? 8?=II,MI 9?
        REF*18|1L|1W|3H|6P|CT|EA|EJ|F6|GH|HJ|IG|N6|NQ|SY|Y4 S9 Additional identification | 1 2 3?
        N3  S1  Street address | 1 2?
        N4  S1  City, state, ZIP | 1 2? 3? 4? 7?
        PRV S1  Provider information | 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2?=9K,D3,EI,HPI,PXC,SY,TJ 3?
        DMG S1  Birth date and gender | 1?=D8 2? 3?=F,M,U
        INS S1  Birth sequence | 1=Y 2=18 17?
        HI*ABK|BK S1 Diagnoses | 1(1=ABK,BK 2) 2-8?(1=ABF,BF 2)
        DTP*291|102 S2 Dates asked about | 1 2=D8,RD8 3
        @2110C S99 Question
          EQ R1 Question | 1?:servicetype 2?(1=AD,CJ,HC,ID,IV,ND,ZZ 2 3? 4? 5? 6?) 3?=FAM,IND 5?(1? 2? 3? 4?)
          AMT*R S1 Spend-down amount | 1 2:money
          AMT*PB S1 Spend-down billed | 1 2:money
          III S1 Place of service | 1?=ZZ 2?
          REF*9F|G1 S1 Authorization or referral | 1 2
          DTP*291 S1 Dates asked about | 1 2=D8,RD8 3
      @2000D S> Dependent level
        HL*23 R1 Dependent | 1 2 3 4=0
        TRN S2 Trace number | 1=1 2 3 4?
        @2100D R1 unit Dependent
          NM1*03 R1 Dependent name | 1 2=1 3? 4? 5? 7?
          REF*18|1L|1W|3H|6P|CT|EA|EJ|F6|GH|IF|IG|MRC|N6|NQ|SY|Y4 S9 Additional identification | 1 2 3?
          N3 S1 Street address | 1 2?
          N4 S1 City, state, ZIP | 1 2? 3? 4? 7?
          PRV S1 Provider information | 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2?=9K,D3,EI,HPI,PXC,SY,TJ 3?
          DMG S1 Birth date and gender | 1?=D8 2? 3?=F,M,U
          INS S1 Relationship | 1=N 2=01,19,34 17?
          HI*ABK|BK S1 Diagnoses | 1(1=ABK,BK 2) 2-8?(1=ABF,BF 2)
          DTP*291|102 S2 Dates asked about | 1 2=D8,RD8 3
          @2110D R99 Question
            EQ R1 Question | 1?:servicetype 2?(1=AD,CJ,HC,ID,IV,ND,ZZ 2 3? 4? 5? 6?) 5?(1? 2? 3? 4?)
            III S1 Place of service | 1?=ZZ 2?
            REF*9F|G1 S1 Authorization or referral | 1 2
            DTP*291 S1 Dates asked about | 1 2=D8,RD8 3
SE          R1  Transaction set trailer | 1 2
"""
