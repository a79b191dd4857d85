"""Eligibility answer (271): 005010X279A1. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 005010X279A1 005010X279 | set 271 | group HB | Eligibility, coverage or benefit information | 271
ST*271      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0022 2=06,11 3? 4 5
@2000A R> Information source level
  HL*20     R1  Information source | 1 3 4=0,1
  AAA       S9  Request refused | 1=N,Y 3=04,41,42,79 4=C,N,P,R,S,W,X,Y
  @2100A R1 Information source
    NM1*2B|36|GP|P5|PR R1 Information source name | 1 2=1,2 3? 4? 5? 7? 8=24,46,FI,NI,PI,XV,XX 9
    PER*IC  S3  Contact | 1 2? 3?=ED,EM,FX,TE,UR 4? 5?=ED,EM,EX,FX,TE,UR 6? 7?=ED,EM,EX,FX,TE,UR 8?
    AAA     S9  Request refused | 1=N,Y 3=04,41,42,79,80,T4 4=C,N,P,R,S,W,X,Y
  @2000B S> Information receiver level
    HL*21   R1  Information receiver | 1 2 3 4=0,1
    @2100B R1 Information receiver
      NM1*1P|2B|36|80|FA|GP|P5|PR R1 Information receiver name | 1 2=1,2 3? 4? 5? 7? 8=24,34,FI,PI,PP,SV,XV,XX 9
      REF*0B|1C|1D|1J|4A|CT|EL|EO|HPI|JD|N5|N7|Q4|SY|TJ S9 Additional identification | 1 2 3?
      N3    S1  Street address | 1 2?
      N4    S1  City, state, ZIP | 1 2? 3? 4? 7?
      AAA   S9  Request refused | 1=N,Y 3=15,41,43,44,45,46,47,48,50,51,79,97,T4 4=C,N,R,S,W,X,Y
      PRV   S1  Specialty | 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2?=PXC 3?
    @2000C S> Subscriber level
      HL*22 R1  Subscriber | 1 2 3 4=0,1
      TRN   S3  Trace number | 1=1,2 2 3 4?
      @2100C R1 unit Subscriber
        NM1*IL R1 Subscriber name | 1 2=1,2 3? 4? 5? 7? 8?=II,MI 9?
        REF*18|1L|1W|3H|49|6P|CE|CT|EA|EJ|F6|GH|HJ|IF|IG|ML|N6|NQ|Q4|SY|Y4 S9 Additional identification | 1 2 3?
        N3  S1  Street address | 1 2?
        N4  S1  City, state, ZIP | 1 2? 3? 4? 7?
        AAA S9  Request refused | 1=N,Y 3=15,35,42,43,45,47,48,49,51,52,56,57,58,60,61,62,63,71,72,73,74,75,76,78 4=C,N,R,S,W,X,Y
        PRV S1  Provider information | 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2?=9K,D3,EI,HPI,PXC,SY,TJ 3?
        DMG S1  Birth date and gender | 1?=D8 2? 3?=F,M,U
        INS S1  Relationship | 1=Y 2=18 3?=001 4?=25 17?
        HI*ABK|BK S1 Diagnoses | 1(1=ABK,BK 2) 2-8?(1=ABF,BF 2)
        DTP*346|096|102|152|291|307|318|340|341|342|343|347|356|357|382|435|442|458|472|539|540|636|771 S9 Dates | 1 2=D8,RD8 3
        MPI S1 Military personnel | 1=A,C,L,O,P,S,T 2=AE,AO,AS,AT,AU,CC,DD,HD,IR,LX,PE,RE,RM,RR,RU 3=A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,U,W 4? 5? 6?=D8,RD8 7?
        @2110C S> Benefit
          EB R1 Benefit | 1:benefit 2?=CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO 3?:servicetype 4? 5? 6?=6,7,13,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36 7?:money 8? 9?=8H,99,CA,CE,D3,DB,DY,HS,LA,LE,M2,MN,P6,QA,S7,S8,VS,YY 10? 11?=N,U,Y 12?=N,U,W,Y 13?(1=AD,CJ,HC,ID,IV,N4,ND,ZZ 2 3? 4? 5? 6? 8?) 14?(1 2? 3? 4?)
          HSD S9 Delivery of services | 1?=DY,FL,HS,MN,VS 2? 3?=DA,MO,VS,WK,YR 4? 5?=6,7,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35 6? 7? 8?
          REF*18|1L|1W|49|6P|9F|ALS|CLI|CT|FO|G1|IG|M7|N6|NQ S9 Additional identification | 1 2 3?
          DTP*346|096|193|194|198|290|291|292|295|304|307|318|347|348|349|356|357|435|472|636|771 S20 Dates | 1 2=D8,RD8 3
          AAA S9 Request refused | 1=N,Y 3=15,33,52,53,54,55,56,57,60,61,62,63,69,70 4=C,N,R,W,X,Y
          MSG S10 Message | 1
          @2115C S10 Diagnosis or place
            III R1 Diagnosis or place | 1?=BF,BK,GR,NI,ZZ 2? 3?=44 4?
          LS S1 Related entities begin | 1=2120
          @2120C S23 Related entity
            NM1*13|1I|1P|2B|36|73|FA|GP|GW|I3|IL|LR|OC|P3|P4|P5|PR|PRP|SEP|TTP|VN|VY|X3|Y2 R1 Related entity name | 1 2=1,2 3? 4? 5? 7? 8?=24,34,46,FA,FI,II,MI,NI,PI,PP,SV,XV,XX 9? 10?
            N3 S1 Street address | 1 2?
            N4 S1 City, state, ZIP | 1 2? 3? 4? 5?=RJ 6? 7?
            PER*IC S3 Contact | 1 2? 3?=ED,EM,FX,TE,UR,WP 4? 5?=ED,EM,EX,FX,TE,UR,WP 6? 7?=ED,EM,EX,FX,TE,UR,WP 8?
            PRV S1 Provider information | 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2?=9K,D3,EI,HPI,PXC,SY,TJ 3?
          LE S1 Related entities end | 1=2120
      @2000D S> Dependent level
        HL*23 R1 Dependent | 1 2 3 4=0
        TRN S3 Trace number | 1=1,2 2 3 4?
        @2100D R1 unit Dependent
          NM1*03 R1 Dependent name | 1 2=1 3? 4? 5? 7? 8?=MI 9?
          REF*18|1L|1W|3H|49|6P|CE|CT|EA|EJ|F6|GH|HJ|IF|IG|ML|MRC|N6|NQ|Q4|SY|Y4 S9 Additional identification | 1 2 3?
          N3 S1 Street address | 1 2?
          N4 S1 City, state, ZIP | 1 2? 3? 4? 7?
          AAA S9 Request refused | 1=N,Y 3=15,33,35,42,43,45,47,48,49,51,52,56,57,58,60,61,62,63,64,65,66,67,68,71,77 4=C,N,R,S,W,X,Y
          PRV S1 Provider information | 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2?=9K,D3,EI,HPI,PXC,SY,TJ 3?
          DMG S1 Birth date and gender | 1?=D8 2? 3?=F,M,U
          INS S1 Relationship | 1=N 2=01,19,20,21,39,40,53,G8 3?=001 4?=25 17?
          HI*ABK|BK S1 Diagnoses | 1(1=ABK,BK 2) 2-8?(1=ABF,BF 2)
          DTP*346|096|102|152|291|307|318|340|341|342|343|347|356|357|382|435|442|458|472|539|540|636|771 S9 Dates | 1 2=D8,RD8 3
          MPI S1 Military personnel | 1=A,C,L,O,P,S,T 2=AE,AO,AS,AT,AU,CC,DD,HD,IR,LX,PE,RE,RM,RR,RU 3=A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,U,W 4? 5? 6?=D8,RD8 7?
          @2110D S> Benefit
            EB R1 Benefit | 1:benefit 2?=CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO 3?:servicetype 4? 5? 6?=6,7,13,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36 7?:money 8? 9?=8H,99,CA,CE,D3,DB,DY,HS,LA,LE,M2,MN,P6,QA,S7,S8,VS,YY 10? 11?=N,U,Y 12?=N,U,W,Y 13?(1=AD,CJ,HC,ID,IV,N4,ND,ZZ 2 3? 4? 5? 6? 8?) 14?(1 2? 3? 4?)
            HSD S9 Delivery of services | 1?=DY,FL,HS,MN,VS 2? 3?=DA,MO,VS,WK,YR 4? 5?=6,7,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35 6? 7? 8?
            REF*18|1L|1W|49|6P|9F|ALS|CLI|CT|FO|G1|IG|M7|N6|NQ S9 Additional identification | 1 2 3?
            DTP*346|096|193|194|198|290|291|292|295|304|307|318|347|348|349|356|357|435|472|636|771 S20 Dates | 1 2=D8,RD8 3
            AAA S9 Request refused | 1=N,Y 3=15,33,52,53,54,55,56,57,60,61,62,63,69,70 4=C,N,R,W,X,Y
            MSG S10 Message | 1
            @2115D S10 Diagnosis or place
              III R1 Diagnosis or place | 1?=BF,BK,GR,NI,ZZ 2? 3?=44 4?
            LS S1 Related entities begin | 1=2120
            @2120D S23 Related entity
              NM1*13|1I|1P|2B|36|73|FA|GP|GW|I3|IL|LR|OC|P3|P4|P5|PR|PRP|SEP|TTP|VN|VY|X3|Y2 R1 Related entity name | 1 2=1,2 3? 4? 5? 7? 8?=24,34,46,FA,FI,II,MI,NI,PI,PP,SV,XV,XX 9? 10?
              N3 S1 Street address | 1 2?
              N4 S1 City, state, ZIP | 1 2? 3? 4? 5?=RJ 6? 7?
              PER*IC S3 Contact | 1 2? 3?=ED,EM,FX,TE,UR,WP 4? 5?=ED,EM,EX,FX,TE,UR,WP 6? 7?=ED,EM,EX,FX,TE,UR,WP 8?
              PRV S1 Provider information | 1=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 2?=9K,D3,EI,HPI,PXC,SY,TJ 3?
            LE S1 Related entities end | 1=2120
SE          R1  Transaction set trailer | 1 2
"""
