"""Claim status inquiry (276): 005010X212. How to read: guides/README.md."""

TABLE = """
guide 005010X212 005010X212E1 005010X212E2 | set 276 | group HR | Health care claim status inquiry | 276
ST*276      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0010 2=13 3 4 5
@2000A R> Information source level
  HL*20     R1  Information source | 1 3 4=1
  @2100A R1 Payer
    NM1*PR  R1  Payer name | 1 2=2 3 8=PI,XV 9
  @2000B R> Information receiver level
    HL*21   R1  Information receiver | 1 2 3 4=1
    @2100B R1 Information receiver
      NM1*41 R1 Information receiver name | 1 2=1,2 3? 4? 5? 8=46 9
    @2000C R> Service provider level
      HL*19 R1  Service provider | 1 2 3 4=1
      @2100C R2 Service provider
        NM1*1P R1 Service provider name | 1 2=1,2 3? 4? 5? 7? 8=FI,SV,XX 9
      @2000D R> Subscriber level
        HL*22 R1 Subscriber | 1 2 3 4=0,1
        DMG  S1  Birth date and gender | 1=D8 2 3?=F,M,U
        @2100D R1 Subscriber
          NM1*IL R1 Subscriber name | 1 2=1,2 3 4? 5? 7? 8=24,II,MI 9
        @2200D S> unit Claim asked about
          TRN R1 Trace number | 1=1 2
          %asked
          @2210D S> Service line asked about
            %line
        @2000E S> Dependent level
          HL*23 R1 Dependent | 1 2 3
          DMG R1 Birth date and gender | 1=D8 2 3?=F,M,U
          @2100E R1 Dependent
            NM1*QC R1 Dependent name | 1 2=1 3 4? 5? 7?
          @2200E R> unit Claim asked about
            TRN R1 Trace number | 1=1 2
            %asked
            @2210E S> Service line asked about
              %line
SE          R1  Transaction set trailer | 1 2

define asked
REF*1K S1 Payer's claim control number | 1 2
REF*BLT S1 Type of bill | 1 2
REF*LU S1 Application or location system | 1 2
REF*6P S1 Group number | 1 2
REF*EJ S1 Patient control number | 1 2
REF*XZ S1 Prescription number | 1 2
REF*D9 S1 Clearinghouse's claim number | 1 2
AMT*T3 S1 Claim charge | 1 2:money
DTP*472 S1 Dates of service | 1 2=D8,RD8 3

define line
SVC R1 Service | 1(1=AD,ER,HC,HP,IV,N4,NU,WK 2 3? 4? 5? 6?) 2:money 4? 7
REF*FJ S1 Line number | 1 2
DTP*472 R1 Date of service | 1 2=D8,RD8 3
"""
