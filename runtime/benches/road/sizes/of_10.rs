// Ten permissions, written by `seq -f "p%g," -s " " 0 9`, and one role that has them all.
rolecall::permissions! {
p0, p1, p2, p3, p4, p5, p6, p7, p8, p9
}
rolecall::roles! { Clerk: all }
