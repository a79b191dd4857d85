"""Claim status answer (277): 005010X212. How to read: guides/README.md."""

TABLE = """
guide 005010X212 005010X212E1 005010X212E2 | set 277 | group HN | Health care claim status answer | 277
ST*277      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0010 2=08 3 4 5 6=DG
@2000A R> Information source level
  HL*20     R1  Information source | 1 3 4=1
  @2100A R1 Payer
    NM1*PR  R1  Payer name | 1 2=2 3 8=PI,XV 9
    PER*IC  S1  Payer contact | 1 2? 3=ED,EM,FX,TE 4 5?=ED,EM,EX,FX,TE 6? 7?=ED,EM,EX,FX,TE 8?
  @2000B R> Information receiver level
    HL*21   R1  Information receiver | 1 2 3 4=0,1
    @2100B R1 Information receiver
      NM1*41 R1 Information receiver name | 1 2=1,2 3? 4? 5? 8=46 9
    @2200B S1 unit Answer to the information receiver
      TRN   R1  Inquiry's batch number | 1=2 2
      STC   R>  Status of the inquiry | 1(1 2 3?) 2 10?(1 2 3?) 11?(1 2 3?)
    @2000C S> Service provider level
      HL*19 R1  Service provider | 1 2 3 4=0,1
      @2100C R2 Service provider
        NM1*1P R1 Service provider name | 1 2=1,2 3? 4? 5? 7? 8=FI,SV,XX 9
      @2200C S1 unit Answer to the provider
        TRN R1  Trace number | 1=1 2
        STC R>  Status of the provider | 1(1 2 3?) 2 10?(1 2 3?) 11?(1 2 3?)
      @2000D S> Subscriber level
        HL*22 R1 Subscriber | 1 2 3 4=0,1
        @2100D R1 Subscriber
          NM1*IL R1 Subscriber name | 1 2=1,2 3 4? 5? 7? 8=24,II,MI 9
        @2200D S> unit Claim
          TRN R1 Trace number | 1=2 2
          %told
          @2220D S> Service line
            %line
        @2000E S> Dependent level
          HL*23 R1 Dependent | 1 2 3
          @2100E R1 Dependent
            NM1*QC R1 Dependent name | 1 2=1 3 4? 5? 7?
          @2200E R> unit Claim
            TRN R1 Trace number | 1=2 2
            %told
            @2220E S> Service line
              %line
SE          R1  Transaction set trailer | 1 2

define told
STC R> Claim status | 1(1 2 3? 4?=RX) 2 4?:money 5?:money 6? 8? 9? 10?(1 2 3? 4?=RX) 11?(1 2 3? 4?=RX)
REF*1K S1 Payer's claim control number | 1 2
REF*BLT S1 Type of bill | 1 2
REF*EJ S1 Patient control number | 1 2
REF*XZ S1 Prescription number | 1 2
REF*VV S1 Voucher | 1 2
REF*D9 S1 Clearinghouse's claim number | 1 2
DTP*472 S1 Dates of service | 1 2=D8,RD8 3

define line
SVC R1 Service | 1(1=AD,ER,HC,HP,IV,N4,NU,WK 2 3? 4? 5? 6?) 2:money 3:money 4? 7
STC R> Line status | 1(1 2 3? 4?=RX) 2 10?(1 2 3? 4?=RX) 11?(1 2 3? 4?=RX)
REF*FJ S1 Line number | 1 2
DTP*472 R1 Date of service | 1 2=D8,RD8 3
"""
