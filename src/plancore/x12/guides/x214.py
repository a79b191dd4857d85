"""Claim acknowledgement (277CA): 005010X214. How to read: guides/README.md."""

TABLE = """
guide 005010X214 005010X214E1 005010X214E2 | set 277 | group HN | Health care claim acknowledgement | 277CA
ST*277      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0085 2=08 3 4 5 6=TH
@2000A R1 Information source level
  HL*20     R1  Information source | 1 3 4=1
  @2100A R1 Information source
    NM1*AY|PR R1 Information source name | 1 2=2 3 8=46,FI,PI,XV 9
  @2200A R1 Transmission receipt
    TRN     R1  Receipt number | 1=1 2
    DTP*050 R1  Received | 1 2=D8 3
    DTP*009 R1  Processed | 1 2=D8 3
  @2000B R1 Information receiver level
    HL*21   R1  Information receiver | 1 2 3 4=0,1
    @2100B R1 Information receiver
      NM1*41 R1 Information receiver name | 1 2=1,2 3 4? 5? 8=46 9
    @2200B R1 Receipt for the information receiver
      TRN   R1  Submitter's batch number | 1=2 2
      STC   R>  Status of the batch | 1(1 2 3?) 2 3=U,WQ 4:money 10?(1 2 3?) 11?(1 2 3?)
      QTY*90 S1 Accepted claims | 1 2
      QTY*AA S1 Rejected claims | 1 2
      AMT*YU S1 Accepted amount | 1 2:money
      AMT*YY S1 Rejected amount | 1 2:money
    @2000C S> Billing provider level
      HL*19 R1  Billing provider | 1 2 3 4=0,1
      @2100C R1 Billing provider
        NM1*85 R1 Billing provider name | 1 2=1,2 3 4? 5? 6? 7? 8=FI,SV,XX 9
      @2200C S1 Receipt for the billing provider
        TRN R1  Provider's receipt | 1=1 2
        STC R>  Status of the provider | 1(1 2 3?) 3=U,WQ 4:money 10?(1 2 3?) 11?(1 2 3?)
        REF*0B|1G|G2|LU|SY|TJ S3 Secondary identification | 1 2
        QTY*QA S1 Accepted claims | 1 2
        QTY*QC S1 Rejected claims | 1 2
        AMT*YU S1 Accepted amount | 1 2:money
        AMT*YY S1 Rejected amount | 1 2:money
      @2000D S> unit Patient level
        HL*PT R1 Patient | 1 2 3
        @2100D R1 Patient
          NM1*QC R1 Patient name | 1 2=1 3 4? 5? 6? 7? 8=II,MI 9
        @2200D R> Claim
          TRN R1 Patient control number | 1=2 2
          STC R> Claim status | 1(1 2 3?) 2 3=U,WQ 4:money 10?(1 2 3?) 11?(1 2 3?) 12?
          REF*1K S1 Payer's claim control number | 1 2
          REF*D9 S1 Clearinghouse's claim number | 1 2
          REF*BLT S1 Type of bill | 1 2
          DTP*472 R1 Dates of service | 1 2=D8,RD8 3
          @2220D S> Service line
            SVC R1 Service | 1(1=AD,ER,HC,HP,IV,N4,NU,WK 2 3? 4? 5? 6?) 2:money 4? 7?
            STC R> Line status | 1(1 2 3?) 2 3=U 10?(1 2 3?) 11?(1 2 3?)
            REF*FJ S1 Line number | 1 2
            REF*XZ S1 Prescription number | 1 2
            DTP*472 S1 Date of service | 1 2=D8,RD8 3
SE          R1  Transaction set trailer | 1 2
"""
