"""Request for additional information (277RFI): 006020X313, 005010X213. How to read: guides/README.md."""

# ruff: noqa: E501 - a table: one row, one line

TABLE = """
guide 006020X313 005010X213 | set 277 | group HN | Request for additional information about claims | 277RFI
ST*277      R1  Transaction set header | 1 2 3
BHT         R1  Beginning of hierarchical transaction | 1=0085 2=08 3 4 5 6=RQ
@2000A R1 Information source level
  HL*20     R1  Information source | 1 3 4=1
  @2100A R1 Payer
    NM1*PR  R1  Payer name | 1 2=2 3 8=PI,XV 9
    PER*IC  S1  Payer contact | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
  @2000B R> Information receiver level
    HL*21   R1  Information receiver | 1 2 3 4=1
    @2100B R1 Information receiver
      NM1*41 R1 Information receiver name | 1 2=1,2 3? 4? 5? 8=46 9
    @2000C R> Service provider level
      HL*19 R1  Service provider | 1 2 3 4=1
      @2100C R1 Service provider
        NM1*1P R1 Service provider name | 1 2=1,2 3? 4? 5? 7? 8=FI,SV,XX 9
      @2000D R> Patient level
        HL*PT R1 Patient | 1 2 3 4?=0
        @2100D R1 Patient
          NM1*QC R1 Patient name | 1 2=1 3 4? 5? 7? 8=MI 9
        @2200D R> unit Claim asked about
          TRN*1 R1 Payer's number, to be sent back with the answer | 1 2
          STC R> What is asked for | 1(1 2 3? 4=LOI) 2 4?:money 10?(1 2 3? 4=LOI) 11?(1 2 3? 4=LOI)
          REF*EJ S1 Patient control number | 1 2
          REF*1K S1 Payer's claim control number | 1 2
          REF*BLT S1 Type of bill | 1 2
          REF*EA S1 Medical record number | 1 2
          REF*D9 S1 Clearinghouse's claim number | 1 2
          REF*XZ S1 Prescription number | 1 2
          DTP*472 S1 Dates of service | 1 2=D8,RD8 3
          DTP*106 S1 Day by which the answer is wanted | 1 2=D8 3
          @2210D S1 How to answer
            PWK R1 What is wanted, and how it may come | 1 2=BM,EL,EM,FT,FX,VO 5?=AC 6? 7?
            PER*IC S1 Contact for the answer | 1 2? 3?=EM,FX,TE,UR 4? 5?=EM,EX,FX,TE,UR 6? 7?=EM,EX,FX,TE,UR 8?
            N1*PK S1 Addressee of the answer | 1 2?
            N3 S1 Street address | 1 2?
            N4 S1 City, state, ZIP | 1 2? 3? 4? 7?
          @2220D S> line Service line asked about
            SVC R1 Service | 1(1=AD,ER,HC,HP,IV,N4,NU,WK 2 3? 4? 5? 6?) 2:money 4? 7?
            STC R> What is asked for | 1(1 2 3? 4=LOI) 2 10?(1 2 3? 4=LOI) 11?(1 2 3? 4=LOI)
            REF*FJ S1 Line number | 1 2
            DTP*472 S1 Dates of service | 1 2=D8,RD8 3
SE          R1  Transaction set trailer | 1 2
"""
