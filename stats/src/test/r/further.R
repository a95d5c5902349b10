# Reference numbers of the small cases and BoostedTreesOracleTest. Rscript further.R
suppressMessages({library(sandwich); library(survival); library(rpart)}); options(digits = 13)
N<-400;k<-1:N
x1<-sin(k*1.3)*1.5;x2<-((k*7919)%%101)/50-1
u<-((k*104729)%%997+.5)/997;v<-((k*1299709)%%991+.5)/991;z<-qnorm(((k*15485863)%%983+.5)/983)
a<-as.numeric(u<plogis(-.3+.6*x1-.5*x2))
yb<-as.numeric(v<plogis(-.6+.5*a+.7*x1+.4*x2));y<-3+1.2*a+.8*x1-.5*x2+z
# two periods: 100 units by formula
unit<-(0:399)%/%4; tr<-as.numeric(unit%%2==0); af<-as.numeric((0:399)%%4>=2)
m<-lm(y~tr+af+tr:af); cat("did",coef(m)["tr:af"],sqrt(vcovCL(m,cluster=unit,type="HC1")["tr:af","tr:af"]),"\n")
# g-formula by enumeration: two periods, binary L, formula persons
n<-2000;i<-1:n
q<-function(p,m) ((i*p)%%m+.5)/m
L0<-as.numeric(q(7919,1009)<.4); A0<-as.numeric(q(104729,997)<plogis(-.5+1.5*L0)); Y0<-as.numeric(q(1299709,991)<plogis(-1.5+L0-.7*A0))
L1<-as.numeric(q(15485863,983)<plogis(-.3+1.2*L0-A0)); A1<-as.numeric(q(32452843,977)<plogis(-.5+1.5*L1+A0)); Y1<-as.numeric(q(49979687,971)<plogis(-1.5+L1-.7*A1))
s<-Y0==0
l1<-glm(L1~A0+L0,binomial,subset=s)
o<-glm(c(Y0,Y1[s])~c(A0,A1[s])+c(L0,L1[s]),binomial); b<-coef(o)
h<-function(aa,l) plogis(b[1]+b[2]*aa+b[3]*l)
risk<-function(aa) mean(sapply(L0,function(l){p<-plogis(sum(coef(l1)*c(1,aa,l)));h0<-h(aa,l);h0+(1-h0)*(p*h(aa,1)+(1-p)*h(aa,0))}))
cat("gformula",sum(Y0),sum(Y1[s]),risk(1),risk(0),"\n")
# delta adjusted mean difference? lung KM by IPCW
fit<-survfit(Surv(time,status)~1,lung); cat("lung", 1-summary(fit,times=365)$surv,"\n")
# stabilised weights
ps<-fitted(glm(a~x1+x2,binomial)); sw<-ifelse(a==1,mean(a)/ps,(1-mean(a))/(1-ps)); cat("stab",sum(sw),max(sw),sum(sw^2),"\n")
tw<-ifelse(a==1,1/ps,1/(1-ps)); qq<-quantile(tw,c(.05,.95)); tt<-pmin(pmax(tw,qq[1]),qq[2]); cat("trunc",sum(tt),max(tt),"\n")
cat("holm",p.adjust(c(.01,.02,.04,.04,.7),"holm"),"\n")
# spec curve numbers
e<-c(.1,.25,-.05,.3,.2);se<-c(.05,.1,.1,.2,.08);p<-2*pnorm(-abs(e/se));cat("spec",median(e),sum(sign(e)*qnorm(1-p/2))/sqrt(5),mean(p<.05&e>0),mean(e>0),"\n")
c<-0; for(i in 0:4) for(j in 0:2){p1<-(8+i)/24;p0<-(3+j)/24; s<-sqrt(p1*(1-p1)/24+p0*(1-p0)/24); if((p1-p0-qnorm(.975)*s)>0|(p1-p0+qnorm(.975)*s)<0) c<-c+1}; cat("tip",c,"\n")
cat("clusters", power.prop.test(p1 = .5, p2 = .4, power = .8)$n * 1.95 / 20, "\n")
M <- matrix(c(.78, .22, .01, .99), 2); e <- solve(M, c(215, 1449)); d <- solve(M, c(668, 4296)); cat("misclassification", e[1] * d[2] / (e[2] * d[1]), "\n")
# two rounds of rate 0.5, depth 2, leaves of 20 on residuals; x1 in tenths
x1<-floor(sin(k*1.3)*15)/10;xx<-sin(k*1.3)*1.5;x2<-((k*7919)%%101)/50-1;u<-((k*104729)%%997+.5)/997;z<-qnorm(((k*15485863)%%983+.5)/983)
a<-as.numeric(u<plogis(-.3+.6*xx-.5*x2));y<-3+1.2*a+.8*xx-.5*x2+z
f<-rep(mean(y),N)
for(r in 1:2){d<-data.frame(g=y-f,x1=x1,x2=x2);t<-rpart(g~x1+x2,d,control=rpart.control(maxdepth=2,cp=0,minbucket=20,minsplit=40,xval=0,maxcompete=0,maxsurrogate=0));f<-f+.5*predict(t,d)}
cat("trees",f[1],f[2],f[3],mean((y-f)^2),"\n")
